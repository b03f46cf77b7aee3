package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import io.multiregion.lab.client.Json;
import java.util.List;

/** The realm itself, its keys and other components. */
public final class RealmOperations {

    private RealmOperations() {}

    public static List<Operation> settings() {
        return List.of(
                op("realm: token lifetimes", w -> w.put("", "{accessTokenLifespan:301, ssoSessionIdleTimeout:1900}")),
                op("realm: display names", w -> w.put("", "{displayName:'Acmé 🏭', displayNameHtml:'<b>Acme</b>'}")),
                op(
                        "realm: attributes",
                        w -> w.put("", "{attributes:{colour:'green', 'a.long.name':'" + "x".repeat(3000) + "'}}")),
                op(
                        "realm: attribute changed",
                        w -> w.edit("", r -> r.withObject("/attributes").put("colour", "blue"))),
                op(
                        "realm: login settings",
                        w -> w.put("", "{registrationAllowed:true, rememberMe:true, resetPasswordAllowed:true}")),
                op("realm: password policy", w -> w.put("", "{passwordPolicy:'length(4) and passwordHistory(3)'}")),
                op("realm: OTP policy", w -> w.put("", "{otpPolicyDigits:8, otpPolicyPeriod:40}")),
                op(
                        "realm: WebAuthn policy",
                        w -> w.put(
                                "",
                                "{webAuthnPolicyRpEntityName:'acme', webAuthnPolicySignatureAlgorithms:['ES256','RS256']}")),
                op("realm: brute force protection", w -> w.put("", "{bruteForceProtected:true, failureFactor:7}")),
                op("realm: browser headers", w -> w.put("", "{browserSecurityHeaders:{xFrameOptions:'DENY'}}")),
                op(
                        "realm: locales",
                        w -> w.put(
                                "",
                                "{internationalizationEnabled:true, supportedLocales:['en','de','fr'], defaultLocale:'de'}")),
                op("realm: a locale less", w -> w.put("", "{supportedLocales:['en','de']}")),
                op("realm: one text", w -> w.putText("localization/de/greeting", "Grüß Gott 👋")),
                op("realm: many texts", w -> w.post("localization/fr", "{a:'à', b:'ç', c:'" + "é".repeat(500) + "'}")),
                op("realm: text removed", w -> w.delete("localization/fr/b")),
                op("realm: texts of a locale removed", w -> w.delete("localization/fr")),
                op(
                        "realm: SMTP",
                        w -> w.put(
                                "",
                                "{smtpServer:{host:'127.0.0.1', port:'"
                                        + w.mailbox().port()
                                        + "', from:'acme@example.test', password:'p', user:'u', auth:'false'}}")),
                op(
                        "realm: SMTP member removed",
                        w -> w.put(
                                "",
                                "{smtpServer:{host:'127.0.0.1', port:'"
                                        + w.mailbox().port() + "', from:'acme@example.test'}}")),
                op(
                        "realm: events",
                        w -> w.put(
                                "events/config",
                                "{eventsEnabled:true, eventsExpiration:600, "
                                        + "enabledEventTypes:['LOGIN','LOGOUT','REFRESH_TOKEN'], "
                                        + "eventsListeners:['jboss-logging'], adminEventsEnabled:true, "
                                        + "adminEventsDetailsEnabled:true}")),
                op(
                        "realm: fewer event types",
                        w -> w.put("events/config", "{enabledEventTypes:['LOGIN'], eventsListeners:[]}")),
                op(
                        "realm: client policies",
                        w -> w.put(
                                "client-policies/policies",
                                "{policies:[{name:'strict', enabled:true, "
                                        + "conditions:[{condition:'any-client', configuration:{}}], profiles:[]}]}")),
                op(
                        "realm: client profiles",
                        w -> w.put(
                                "client-policies/profiles",
                                "{profiles:[{name:'tight', executors:[{executor:'pkce-enforcer', "
                                        + "configuration:{'auto-configure':true}}]}]}")),
                op("realm: default signature algorithm", w -> w.put("", "{defaultSignatureAlgorithm:'ES256'}")),
                op(
                        "realm: organisations on",
                        w -> w.put("", "{organizationsEnabled:true, userManagedAccessAllowed:true}")),
                op("realm: admin permissions on", w -> w.put("", "{adminPermissionsEnabled:true}")),
                op("realm: not before", w -> w.put("", "{notBefore:1}")));
    }

    public static List<Operation> components() {
        return List.of(
                op(
                        "keys: new RSA provider",
                        w -> w.create(
                                "rsa",
                                "components",
                                key("rsa-2", "rsa-generated", "algorithm:['PS256'], keySize:['1024']"))),
                op(
                        "keys: new EdDSA provider",
                        w -> w.create(
                                "eddsa",
                                "components",
                                key("ed", "eddsa-generated", "eddsaEllipticCurveKey:['Ed25519']"))),
                op(
                        "keys: other priority",
                        w -> w.edit(
                                "components/@{rsa}",
                                c -> c.withObject("/config")
                                        .putArray("priority")
                                        .add("7"))),
                op(
                        "keys: passive",
                        w -> w.edit(
                                "components/@{rsa}",
                                c -> c.withObject("/config").putArray("active").add("false"))),
                op("keys: provider removed", w -> w.delete("components/@{rsa}")),
                op(
                        "user profile: attributes",
                        w -> w.edit(
                                "users/profile",
                                p -> p.withArray("attributes")
                                        .add(Json.of("{name:'department', displayName:'${department}', "
                                                + "permissions:{view:['admin','user'], "
                                                + "edit:['admin','user']}, validations:{length:{max:90}}}"))
                                        .add(Json.of("{name:'story', permissions:{view:['admin'], "
                                                + "edit:['admin']}, validations:{length:{max:90000}}}")))),
                op(
                        "user profile: unmanaged attributes",
                        w -> w.edit("users/profile", p -> p.put("unmanagedAttributePolicy", "ENABLED"))),
                op("client registration policy: changed", w -> {
                    w.find(
                            "hosts",
                            "components?type=org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy",
                            "name",
                            "Trusted Hosts");
                    w.edit("components/@{hosts}", c -> {
                        c.withObject("/config").putArray("trusted-hosts").add("127.0.0.1");
                        c.withObject("/config")
                                .putArray("client-uris-must-match")
                                .add("false");
                    });
                }),
                op("client registration policy: removed", w -> {
                    w.find(
                            "max",
                            "components?type=org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy",
                            "name",
                            "Max Clients Limit");
                    w.delete("components/@{max}");
                }),
                op(
                        "user storage: LDAP provider",
                        w -> w.create(
                                "ldap",
                                "components",
                                "{name:'directory', providerId:'ldap', "
                                        + "providerType:'org.keycloak.storage.UserStorageProvider', "
                                        + "config:{enabled:['false'], editMode:['READ_ONLY'], vendor:['other'], "
                                        + "connectionUrl:['ldap://127.0.0.1:1'], usersDn:['ou=people'], "
                                        + "bindDn:['cn=admin'], bindCredential:['secret'], authType:['simple'], "
                                        + "usernameLDAPAttribute:['uid'], rdnLDAPAttribute:['uid'], "
                                        + "uuidLDAPAttribute:['entryUUID'], userObjectClasses:['person']}}")),
                op("user storage: LDAP mapper", w -> {
                    w.create(
                            "ldap-mapper",
                            "components",
                            "{name:'phone', providerId:'user-attribute-ldap-mapper', "
                                    + "providerType:'org.keycloak.storage.ldap.mappers.LDAPStorageMapper', "
                                    + "parentId:'@{ldap}', config:{'ldap.attribute':['phone'], "
                                    + "'user.model.attribute':['phone'], 'read.only':['true']}}");
                }),
                op(
                        "user storage: LDAP changed",
                        w -> w.edit(
                                "components/@{ldap}",
                                c -> c.withObject("/config")
                                        .putArray("batchSizeForSync")
                                        .add("17"))));
    }

    static List<Operation> requiredActions() {
        return List.of(
                op(
                        "required action: default",
                        w -> w.edit("authentication/required-actions/CONFIGURE_TOTP", a -> a.put("priority", 77))),
                op(
                        "required action: configured",
                        w -> w.put(
                                "authentication/required-actions/UPDATE_PASSWORD/config",
                                "{config:{max_auth_age:'120'}}")),
                op(
                        "required action: configuration removed",
                        w -> w.delete("authentication/required-actions/UPDATE_PASSWORD/config")),
                op(
                        "required action: lowered",
                        w -> w.post("authentication/required-actions/UPDATE_PROFILE/lower-priority")),
                op(
                        "required action: unregistered",
                        w -> w.delete("authentication/required-actions/webauthn-register-passwordless")),
                op(
                        "required action: registered",
                        w -> w.post(
                                "authentication/register-required-action",
                                "{providerId:'webauthn-register-passwordless', name:'Passkey'}")));
    }

    private static String key(String name, String provider, String config) {
        return "{name:'" + name + "', providerId:'" + provider
                + "', providerType:'org.keycloak.keys.KeyProvider', config:{priority:['3'], enabled:['true'], active:['true'], "
                + config + "}}";
    }
}
