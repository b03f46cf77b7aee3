package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.setup.TwoRegions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** People who come from an identity provider, are linked to it, and are signed out by it. */
final class BrokeredWays {

    private static final String ROW = "sign-in through an identity provider, for users who are linked";
    private static final String LOGOUT = "logout, also by an identity provider";
    private static final String TOKENS = "tokens of identity providers, nonces of credential issuers";
    private static final String PERSON = "carol";
    private static final String THERE = "carla";

    /** After it, a password is asked for. */
    private static final String ASKING = "up-asking";

    private static final String KEYCLOAK = "up-keycloak";
    /** Where the provider sends people whom nobody sent there. */
    private static final String BEGUN_THERE = "/broker/" + Upstream.SAML + "/endpoint/clients/sp";

    private static final String PROVIDER = """
            {alias: '%1$s', providerId: '%2$s', enabled: true, storeToken: true, trustEmail: true, postBrokerLoginFlowAlias: %3$s,
             config: {syncMode: 'IMPORT', clientId: 'broker', clientSecret: 'broker-secret', clientAuthMethod: 'client_secret_post',
               issuer: '%4$s', defaultScope: 'openid profile', authorizationUrl: '%4$s/protocol/openid-connect/auth',
               tokenUrl: '%4$s/protocol/openid-connect/token', userInfoUrl: '%4$s/protocol/openid-connect/userinfo'}}
            """;

    private BrokeredWays() {}

    static List<Way> all() {
        return List.of(
                way(ROW, "OpenID Connect", r -> signIn(r, Upstream.OIDC)),
                way(ROW, "SAML by post", r -> signIn(r, Upstream.SAML)),
                way(ROW, "SAML by redirect, begun by post", BrokeredWays::samlByRedirect),
                way(ROW, "SAML, begun by the provider", BrokeredWays::begunThere),
                way(ROW, "a password after it", BrokeredWays::askedAfterwards),
                way(LOGOUT, "back channel of the provider", BrokeredWays::signedOutThere),
                way(LOGOUT, "logout of a Keycloak as a provider", BrokeredWays::signedOutByAdapter),
                way(TOKENS, "stored token, and a nonce: both only where their features are on", BrokeredWays::stored));
    }

    /** On eu, before the realm is replicated. */
    static void prepare(WaysRealm realm) {
        var admin = realm.eu().admin();
        var base = realm.eu().url() + "/realms/" + realm.upstream().name();
        SteppedFlow.single(admin, WaysRealm.NAME, "asking", "auth-password-form");
        var providers = WaysRealm.NAME + "/identity-provider/instances";
        admin.post(providers, Json.of(PROVIDER, ASKING, "oidc", "'asking'", base));
        admin.post(providers, Json.of(PROVIDER, KEYCLOAK, "keycloak-oidc", "null", base));
        var there = realm.upstream().user(THERE, "sales");
        for (var alias : List.of(Upstream.OIDC, ASKING, KEYCLOAK)) {
            realm.upstream().link(realm.user(PERSON), alias, there, THERE);
        }
        realm.upstream().link(realm.user(PERSON), Upstream.SAML, THERE, THERE);
        change(realm, "broker", "backchannel.logout.url", backChannel(realm));
        change(realm, entity(), "saml_idp_initiated_sso_url_name", "ways");
        change(realm, entity(), "saml_assertion_consumer_url_post", entity() + BEGUN_THERE);
    }

    private static String entity() {
        return TwoRegions.FRONT + "/realms/" + WaysRealm.NAME;
    }

    private static String backChannel(WaysRealm realm) {
        return realm.us().url() + "/realms/" + WaysRealm.NAME + "/protocol/openid-connect/logout/backchannel-logout";
    }

    private static void change(WaysRealm realm, String clientId, String attribute, String value) {
        var clients = realm.upstream().name() + "/clients";
        var admin = realm.eu().admin();
        var client = (ObjectNode)
                admin.get(clients + "?clientId=" + Admin.encode(clientId)).get(0);
        client.withObject("/attributes").put(attribute, value);
        admin.put(clients + "/" + client.get("id").asText(), client);
    }

    private static Tokens signIn(WaysRealm realm, String alias) {
        var browser = realm.browser("shop");
        var answer = realm.upstream().signIn(realm.us(), browser, alias, THERE);
        var tokens = realm.exchange("shop", browser.follow(realm.us().url(), answer));
        realm.assertGoesOn("shop", tokens);
        return tokens;
    }

    /** The way there begins with a form as well. */
    private static void samlByRedirect(WaysRealm realm) {
        var us = realm.us().url();
        var browser = realm.browser("shop");
        var hint = PageWays.query("shop", "&kc_idp_hint=" + Upstream.SAML);
        var away = browser.open(us, "/protocol/openid-connect/auth" + hint).expect(302, 303);
        var begun = browser.post(us, realm.upstream().path(away), Map.of()).expect(302, 303);
        var response = realm.upstream().response(begun, THERE);
        var state = SamlMessage.field("RelayState", response.text());
        var back = browser.open(
                us,
                "/broker/" + Upstream.SAML + "/endpoint?RelayState=" + Admin.encode(state) + "&SAMLResponse="
                        + SamlMessage.in(response.text()).redirected());
        realm.assertGoesOn("shop", realm.exchange("shop", browser.follow(us, back)));
    }

    /** By post and by redirect. The person ends at the SAML client that the provider's link names. */
    private static void begunThere(WaysRealm realm) {
        var us = realm.us().url();
        for (boolean post : List.of(true, false)) {
            var browser = realm.browser("sp");
            var message = SamlMessage.in(realm.upstream().begun("ways", THERE).text());
            var answer = post
                    ? browser.post(us, BEGUN_THERE, Map.of("SAMLResponse", message.posted()))
                    : browser.open(us, BEGUN_THERE + "?SAMLResponse=" + message.redirected());
            var response = SamlMessage.in(browser.follow(us, answer).expect(200).text())
                    .xml();
            assertTrue(response.contains(">" + PERSON + "<"), response);
            var session = WaysRealm.first("SessionIndex=\"([^:\"]+)", response);
            realm.awaitSession(realm.eu(), PERSON, session, true);
        }
    }

    private static void askedAfterwards(WaysRealm realm) {
        var us = realm.us().url();
        var browser = realm.browser("shop");
        var answer = realm.upstream().signIn(realm.us(), browser, ASKING, THERE);
        var page = browser.follow(us, answer).expect(200);
        assertTrue(page.text().contains("post-broker-login"), page::text);
        var back = browser.submit(us, page, Map.of("password", PERSON + "-secret"));
        realm.assertGoesOn("shop", realm.exchange("shop", browser.follow(us, back)));
    }

    private static void signedOutThere(WaysRealm realm) {
        var tokens = signIn(realm, KEYCLOAK);
        var admin = realm.eu().admin();
        var there = realm.upstream().name();
        var user = admin.get(there + "/users?exact=true&username=" + THERE)
                .get(0)
                .get("id")
                .asText();
        admin.post(there + "/users/" + user + "/logout");
        realm.assertEnded("shop", tokens);
    }

    /** What Keycloak's own adapters were told; nobody signs it, as the provider's signatures are not looked at. */
    private static void signedOutByAdapter(WaysRealm realm) {
        var tokens = signIn(realm, KEYCLOAK);
        var admin = realm.eu().admin();
        var there = realm.upstream().name();
        var user = admin.get(there + "/users?exact=true&username=" + THERE)
                .get(0)
                .get("id")
                .asText();
        var sessions = admin.get(there + "/users/" + user + "/sessions").findValues("id");
        var action = Json.of(
                "{action: 'LOGOUT', resource: 'broker', expiration: %d, keycloakSessionIds: %s}",
                Instant.now().getEpochSecond() + 60, sessions);
        var text = Assertion.encoded("{\"alg\":\"none\"}") + "." + Assertion.encoded(action.toString()) + ".";
        realm.send("/broker/" + KEYCLOAK + "/endpoint/k_logout", "text/plain", text)
                .expect(200);
        realm.assertEnded("shop", tokens);
    }

    private static void stored(WaysRealm realm) {
        signIn(realm, Upstream.OIDC);
        var carol = realm.at("shop").password(PERSON, PERSON + "-secret");
        var kept = realm.at("shop").bearer("GET", "/broker/" + Upstream.OIDC + "/token", carol, null);
        // the token is stored where the link was made: by a sign-in on the primary
        assertEquals(404, kept.status(), kept::text);
        Answer second = realm.form(
                "/broker/" + Upstream.OIDC + "/token",
                Map.of("client_id", "shop", "client_secret", "shop-secret", "token", carol.access()));
        assertEquals(400, second.status(), second::text);
        assertTrue(second.text().contains("not enabled"), second::text);
    }
}
