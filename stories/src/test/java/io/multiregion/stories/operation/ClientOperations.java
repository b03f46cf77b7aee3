package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import java.util.List;

/** Clients of every protocol, and what hangs on them. */
final class ClientOperations {

    private ClientOperations() {}

    static List<Operation> clients() {
        return List.of(
                op(
                        "client: confidential",
                        w -> w.create(
                                "shop",
                                "clients",
                                "{clientId:'shop', secret:'shop-secret', directAccessGrantsEnabled:true, "
                                        + "serviceAccountsEnabled:true, redirectUris:['http://shop.test/*'], "
                                        + "webOrigins:['http://shop.test'], attributes:{'client.session.idle.timeout':'900'}}")),
                op(
                        "client: public",
                        w -> w.create(
                                "spa",
                                "clients",
                                "{clientId:'spa', publicClient:true, redirectUris:['http://spa.test/*',"
                                        + "'http://spa.test/more'], attributes:{'pkce.code.challenge.method':'S256'}}")),
                op("client: bearer only", w -> w.create("api", "clients", "{clientId:'api', bearerOnly:true}")),
                op(
                        "client: SAML",
                        w -> w.create(
                                "saml",
                                "clients",
                                "{clientId:'urn:saml', protocol:'saml', "
                                        + "redirectUris:['http://saml.test/acs'], "
                                        + "attributes:{'saml.assertion.signature':'true', "
                                        + "'saml.client.signature':'false', 'saml_name_id_format':'email'}}")),
                op(
                        "client: disabled from the start",
                        w -> w.create("registry", "clients", "{clientId:'registry', enabled:false}")),
                op(
                        "client: with consent",
                        w -> w.create(
                                "guest",
                                "clients",
                                "{clientId:'guest', secret:'guest-secret', consentRequired:true, redirectUris:['http://guest.test/*']}")),
                op(
                        "client: attributes",
                        w -> w.edit(
                                "clients/@{shop}",
                                c -> c.withObject("/attributes")
                                        .put("access.token.lifespan", "450")
                                        .put("note", "n".repeat(2000)))),
                op(
                        "client: attribute removed",
                        w -> w.edit(
                                "clients/@{shop}",
                                c -> c.withObject("/attributes").put("note", ""))),
                op(
                        "client: redirect URIs",
                        w -> w.edit(
                                "clients/@{shop}",
                                c -> c.putArray("redirectUris")
                                        .add("http://shop.test/*")
                                        .add("https://shop.test/*"))),
                op("client: web origins emptied", w -> w.edit("clients/@{shop}", c -> c.putArray("webOrigins"))),
                op(
                        "client: description",
                        w -> w.edit(
                                "clients/@{spa}",
                                c -> c.put("description", "Единая страница 🛒").put("name", "Single page"))),
                op("client: description set to null", w -> w.edit("clients/@{spa}", c -> c.putNull("description"))),
                op("client: new secret", w -> w.post("clients/@{guest}/client-secret")),
                op("client: secret rotation", w -> w.edit("clients/@{guest}", c -> c.put("secret", "guest-secret"))),
                op(
                        "client: certificate",
                        w -> w.post(
                                "clients/@{saml}/certificates/saml.signing/generate-and-download",
                                "{format:'PKCS12', keyAlias:'saml', keyPassword:'key-secret', "
                                        + "storePassword:'store-secret', keySize:1024}")),
                op(
                        "client: private key",
                        w -> w.edit(
                                "clients/@{saml}",
                                c -> c.withObject("/attributes")
                                        .put("saml.signing.private.key", "bm90IGEga2V5LCBidXQgc3RvcmVkIGxpa2Ugb25l"))),
                op("client: renamed", w -> w.edit("clients/@{api}", c -> c.put("clientId", "api-2"))),
                op("client: two swap their names", w -> {
                    w.edit("clients/@{api}", c -> c.put("clientId", "api-tmp"));
                    w.edit("clients/@{registry}", c -> c.put("clientId", "api-2"));
                    w.edit("clients/@{api}", c -> c.put("clientId", "registry"));
                }),
                op("client: cluster node", w -> w.post("clients/@{shop}/nodes", "{node:'10.0.0.1'}")),
                op("client: cluster node removed", w -> w.delete("clients/@{shop}/nodes/10.0.0.1")),
                op("client: pushed not-before", w -> w.edit("clients/@{spa}", c -> c.put("notBefore", 12))),
                op(
                        "client: initial access token",
                        w -> w.keep(
                                "initial",
                                w.ask("clients-initial-access", "{count:3, expiration:3600}")
                                        .get("token")
                                        .asText())),
                op("client: registered by itself", w -> {
                    var answer = w.signIn()
                            .authorized(
                                    "POST",
                                    "/clients-registrations/openid-connect",
                                    w.id("initial"),
                                    "{\"client_name\":\"Self\",\"redirect_uris\":[\"http://self.test/cb\"]}")
                            .expect(201)
                            .json();
                    w.keep("self", answer.get("client_id").asText());
                    w.keep("self-token", answer.get("registration_access_token").asText());
                }),
                op("client: updated by itself", w -> {
                    var body = "{\"client_id\":\"" + w.id("self")
                            + "\",\"client_name\":\"Self 2\",\"redirect_uris\":[\"http://self.test/cb2\"]}";
                    w.keep(
                            "self-token",
                            w.signIn()
                                    .authorized(
                                            "PUT",
                                            "/clients-registrations/openid-connect/" + w.id("self"),
                                            w.id("self-token"),
                                            body)
                                    .expect(200)
                                    .json()
                                    .get("registration_access_token")
                                    .asText());
                }),
                op(
                        "client: removed by itself",
                        w -> w.signIn()
                                .authorized(
                                        "DELETE",
                                        "/clients-registrations/openid-connect/" + w.id("self"),
                                        w.id("self-token"),
                                        null)
                                .expect(204)),
                op("client: registration token by admin", w -> w.post("clients/@{shop}/registration-access-token")),
                op(
                        "client: mapper",
                        w -> w.create(
                                "claim",
                                "clients/@{shop}/protocol-mappers/models",
                                "{name:'dept', protocol:'openid-connect', "
                                        + "protocolMapper:'oidc-usermodel-attribute-mapper', "
                                        + "config:{'user.attribute':'department','claim.name':'dept',"
                                        + "'access.token.claim':'true','jsonType.label':'String'}}")),
                op(
                        "client: mapper changed",
                        w -> w.edit(
                                "clients/@{shop}/protocol-mappers/models/@{claim}",
                                m -> m.withObject("/config").put("claim.name", "department"))),
                op(
                        "client: many mappers",
                        w -> w.post(
                                "clients/@{spa}/protocol-mappers/add-models",
                                "[{name:'m1', protocol:'openid-connect', "
                                        + "protocolMapper:'oidc-audience-mapper', "
                                        + "config:{'included.custom.audience':'x'}},{name:'m2', "
                                        + "protocol:'openid-connect', protocolMapper:'oidc-audience-mapper', "
                                        + "config:{'included.custom.audience':'y'}}]")),
                op("client: mapper removed", w -> w.delete("clients/@{shop}/protocol-mappers/models/@{claim}")),
                op("client: service account's roles", w -> {
                    w.keep(
                            "shop-account",
                            w.get("clients/@{shop}/service-account-user")
                                    .get("id")
                                    .asText());
                    w.find("realm-management", "clients?clientId=realm-management", "clientId", "realm-management");
                    w.post(
                            "users/@{shop-account}/role-mappings/clients/@{realm-management}",
                            w.role("clients/@{realm-management}/roles/view-users"));
                }),
                op("client: service account signs in", w -> w.signIn().clientCredentials()),
                op("client: disabled", w -> w.edit("clients/@{saml}", c -> c.put("enabled", false))));
    }

    static List<Operation> scopes() {
        return List.of(
                op(
                        "client scope: created",
                        w -> w.create(
                                "scope",
                                "client-scopes",
                                "{name:'orders', protocol:'openid-connect', attributes:{'include.in.token.scope':'true'}}")),
                op(
                        "client scope: second",
                        w -> w.create(
                                "scope2",
                                "client-scopes",
                                "{name:'billing', protocol:'openid-connect', description:'Rechnungen'}")),
                op(
                        "client scope: attributes",
                        w -> w.edit(
                                "client-scopes/@{scope}",
                                s -> s.withObject("/attributes")
                                        .put("display.on.consent.screen", "true")
                                        .put("consent.screen.text", "Ørders"))),
                op(
                        "client scope: mapper",
                        w -> w.create(
                                "scope-mapper",
                                "client-scopes/@{scope}/protocol-mappers/models",
                                "{name:'hard', protocol:'openid-connect', "
                                        + "protocolMapper:'oidc-hardcoded-claim-mapper', "
                                        + "config:{'claim.name':'hard','claim.value':'1','jsonType.label':'String',"
                                        + "'access.token.claim':'true'}}")),
                op(
                        "client scope: mapper changed",
                        w -> w.edit(
                                "client-scopes/@{scope}/protocol-mappers/models/@{scope-mapper}",
                                m -> m.withObject("/config").put("claim.value", "2"))),
                op(
                        "client scope: role",
                        w -> w.post("client-scopes/@{scope}/scope-mappings/realm", w.role("roles/offline_access"))),
                op("client scope: client role", w -> {
                    w.find("account", "clients?clientId=account", "clientId", "account");
                    w.post(
                            "client-scopes/@{scope}/scope-mappings/clients/@{account}",
                            w.role("clients/@{account}/roles/view-profile"));
                }),
                op(
                        "client scope: role removed",
                        w -> w.delete("client-scopes/@{scope}/scope-mappings/realm", w.role("roles/offline_access"))),
                op("client scope: default of a client", w -> w.put("clients/@{shop}/default-client-scopes/@{scope}")),
                op("client scope: optional of a client", w -> w.put("clients/@{spa}/optional-client-scopes/@{scope2}")),
                op(
                        "client scope: not optional any more",
                        w -> w.delete("clients/@{spa}/optional-client-scopes/@{scope2}")),
                op("client scope: default of the realm", w -> w.put("default-default-client-scopes/@{scope}")),
                op("client scope: optional of the realm", w -> w.put("default-optional-client-scopes/@{scope2}")),
                op("client scope: not default of the realm", w -> w.delete("default-default-client-scopes/@{scope}")),
                op("client scope: renamed", w -> w.edit("client-scopes/@{scope2}", s -> s.put("name", "billing-2"))),
                op(
                        "client: scope mapping",
                        w -> w.post("clients/@{spa}/scope-mappings/realm", w.role("roles/offline_access"))),
                op(
                        "client: scope mapping removed",
                        w -> w.delete("clients/@{spa}/scope-mappings/realm", w.role("roles/offline_access"))),
                op("client: full scope off", w -> w.edit("clients/@{spa}", c -> c.put("fullScopeAllowed", false))));
    }
}
