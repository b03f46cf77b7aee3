package io.multiregion.stories.secondary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An identity provider of a realm: a realm of the primary that is not replicated, by OIDC and by SAML. It forces all that it says of a user
 * onto him, and its token is stored.
 */
record Upstream(Region region, String name, SampleRealm client) {

    static final String OIDC = "up-oidc";
    static final String SAML = "up-saml";

    private static final String PASSWORD = "upstream-secret";
    private static final Pattern HIDDEN = Pattern.compile("name=\"(SAMLResponse|RelayState)\" value=\"([^\"]*)\"");
    private static final String REALM = """
            {realm: '%s', enabled: true, editUsernameAllowed: true, clients: [
              {clientId: 'broker', secret: 'broker-secret', redirectUris: ['*'], protocolMappers: [%s, %s]},
              {clientId: '%s', protocol: 'saml', redirectUris: ['*'],
               attributes: {'saml.authnstatement': 'true', 'saml.force.post.binding': 'true', 'saml_name_id_format': 'username',
                 'saml_force_name_id_format': 'true'},
               protocolMappers: [{name: 'department', protocol: 'saml', protocolMapper: 'saml-user-attribute-mapper',
                 config: {'user.attribute': 'department', 'attribute.name': 'department', 'attribute.nameformat': 'Basic'}}]}]}
            """;
    private static final String CLAIM = """
            {name: '%1$s', protocol: 'openid-connect', protocolMapper: 'oidc-usermodel-attribute-mapper',
             config: {'user.attribute': '%1$s', 'claim.name': '%1$s', 'jsonType.label': 'String',
               'id.token.claim': 'true', 'access.token.claim': 'true', 'userinfo.token.claim': 'true'}}
            """;
    private static final String BY_OIDC = """
            {alias: 'up-oidc', providerId: 'oidc', enabled: true, storeToken: true, trustEmail: true,
             config: {syncMode: 'FORCE', clientId: 'broker', clientSecret: 'broker-secret', clientAuthMethod: 'client_secret_post',
               defaultScope: 'openid profile', authorizationUrl: '%1$s/protocol/openid-connect/auth',
               tokenUrl: '%1$s/protocol/openid-connect/token', userInfoUrl: '%1$s/protocol/openid-connect/userinfo'}}
            """;
    private static final String BY_SAML = """
            {alias: 'up-saml', providerId: 'saml', enabled: true, storeToken: true,
             config: {syncMode: 'FORCE', entityId: '%s', singleSignOnServiceUrl: '%s/protocol/saml', postBindingResponse: 'true',
               principalType: 'SUBJECT', nameIDPolicyFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'}}
            """;
    private static final Map<String, String> FROM_OIDC = Map.of(
            "oidc-user-attribute-idp-mapper",
                    "{claim: 'department', 'user.attribute': 'department', syncMode: 'FORCE'}",
            "oidc-advanced-group-idp-mapper",
                    "{claims: '[{\\\"key\\\":\\\"team\\\",\\\"value\\\":\\\"north\\\"}]', group: '/staff/north', syncMode: 'FORCE'}",
            "oidc-hardcoded-role-idp-mapper", "{role: 'seller'}",
            "oidc-username-idp-mapper", "{template: '${CLAIM.preferred_username}', syncMode: 'FORCE'}",
            "oidc-user-session-note-idp-mapper",
                    "{claims: '[{\\\"key\\\":\\\"department\\\",\\\"value\\\":\\\".*\\\"}]', 'are.claim.values.regex': 'true',"
                            + " syncMode: 'FORCE'}");

    /** Makes the provider's realm, and makes it known to the client's. */
    void create() {
        admin().createRealm(Json.of(REALM, name, Json.of(CLAIM, "department"), Json.of(CLAIM, "team"), entity()));
        anyAttributes(name);
        anyAttributes(client.name());
        var base = region.url() + "/realms/" + name;
        admin().post(client.name() + "/identity-provider/instances", Json.of(BY_OIDC, base));
        admin().post(client.name() + "/identity-provider/instances", Json.of(BY_SAML, entity(), base));
        FROM_OIDC.forEach((mapper, config) -> mapper(OIDC, mapper, Json.of(config)));
        mapper(
                SAML,
                "saml-user-attribute-idp-mapper",
                Json.of("{'attribute.name': 'department', 'user.attribute': 'department', syncMode: 'FORCE'}"));
    }

    /** A user of the provider, whose id is returned. */
    String user(String username, String department) {
        var user = (ObjectNode) saysOf(username, department, "north");
        user.put("enabled", true).putArray("credentials").add(Json.of("{type: 'password', value: '%s'}", PASSWORD));
        return admin().create(name + "/users", user);
    }

    /** All that the provider says of a user is another now. */
    void change(String id, String username, String department) {
        admin().put(name + "/users/" + id, saysOf(username, department, "south"));
    }

    /** Links a user of the client's realm to one of the provider. */
    void link(String user, String alias, String id, String username) {
        admin().post(
                        client.name() + "/users/" + user + "/federated-identity/" + alias,
                        Json.of("{identityProvider: '%s', userId: '%s', userName: '%s'}", alias, id, username));
    }

    /** Signs in at a region by way of the provider. Returns what that region answers to the one who comes back from there. */
    Answer signIn(Region at, Browser browser, String alias, String username) {
        var query = "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id=shop&kc_idp_hint=" + alias
                + "&redirect_uri=" + Admin.encode(browser.redirect());
        var answer = browser.open(at.url(), query);
        while (!answer.expect(302, 303).header("Location").contains("/realms/" + name + "/")) {
            answer = browser.open(at.url(), path(answer));
        }
        var back = response(answer, username);
        if (!alias.equals(SAML)) {
            return browser.open(at.url(), path(back.expect(302, 303)));
        }
        var fields = new HashMap<String, String>();
        HIDDEN.matcher(back.expect(200).text()).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        return browser.submit(at.url(), back, fields);
    }

    /** What the provider says to somebody who was sent there, once he has signed in. */
    Answer response(Answer sent, String username) {
        return signedIn(within(name, sent), username);
    }

    /** What the provider says for a client of its own, though nobody asked. */
    Answer begun(String urlName, String username) {
        return signedIn("/protocol/saml/clients/" + urlName, username);
    }

    private Answer signedIn(String path, String username) {
        var there = new SignIn(region.url(), name, "broker", null).browser(TwoRegions.FRONT);
        var page = there.open(region.url(), path).expect(200);
        return there.submit(region.url(), page, Map.of("username", username, "password", PASSWORD));
    }

    /** Where in the client's realm a redirect leads. */
    String path(Answer redirect) {
        return within(client.name(), redirect);
    }

    private void mapper(String alias, String type, JsonNode config) {
        var mapper = (ObjectNode)
                Json.of("{name: '%1$s', identityProviderAlias: '%2$s', identityProviderMapper: '%1$s'}", type, alias);
        mapper.set("config", config);
        admin().post(client.name() + "/identity-provider/instances/" + alias + "/mappers", mapper);
    }

    private void anyAttributes(String realm) {
        var profile = (ObjectNode) admin().get(realm + "/users/profile");
        admin().put(realm + "/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
    }

    private static JsonNode saysOf(String username, String department, String team) {
        return Json.of(
                "{username: '%1$s', email: '%1$s@up.test', emailVerified: true, firstName: '%2$s', lastName: 'P',"
                        + " attributes: {department: ['%2$s'], team: ['%3$s']}}",
                username, department, team);
    }

    private static String within(String realm, Answer redirect) {
        var uri = URI.create(redirect.header("Location"));
        return uri.getRawPath().substring(("/realms/" + realm).length()) + "?" + uri.getRawQuery();
    }

    private String entity() {
        return TwoRegions.FRONT + "/realms/" + client.name();
    }

    private Admin admin() {
        return region.admin();
    }
}
