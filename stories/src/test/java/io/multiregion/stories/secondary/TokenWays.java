package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.ProofKey;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tokens: who gets them how, and what is done with them. */
final class TokenWays {

    private static final String GRANTS = "token endpoint: every grant";
    private static final String LOOKS = "introspection, userinfo";
    private static final String REVOKED = "revocation of tokens";
    private static final String OIDC = "/protocol/openid-connect";
    private static final String ISSUER = TwoRegions.FRONT + "/realms/" + WaysRealm.NAME;
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";

    private TokenWays() {}

    static List<Way> all() {
        return List.of(
                way(
                        GRANTS,
                        "password, refresh",
                        r -> r.assertGoesOn("shop", r.at("shop").refresh(r.signIn("shop")))),
                way(GRANTS, "offline", r -> r.assertGoesOn("shop", offline(r))),
                way(
                        GRANTS,
                        "client credentials: secret",
                        r -> assertOwn(r, r.at("shop").clientCredentials())),
                way(GRANTS, "client credentials: signed with the secret", TokenWays::hashed),
                way(GRANTS, "client credentials: signed with a key", TokenWays::signed),
                way(GRANTS, "client credentials: certificate, by the header of a proxy", TokenWays::proxied),
                way(GRANTS, "token exchange", TokenWays::exchange),
                way(GRANTS, "DPoP: bound, shown, refreshed", TokenWays::bound),
                way(
                        LOOKS,
                        "introspection",
                        r -> assertTrue(r.at("shop")
                                .introspect(r.signIn("shop"))
                                .path("active")
                                .asBoolean())),
                way(LOOKS, "userinfo, by query and form", TokenWays::userinfo),
                way(REVOKED, "access token", TokenWays::access),
                way(REVOKED, "refresh token", TokenWays::refresh),
                way(REVOKED, "offline token", TokenWays::revokedOffline));
    }

    private static Tokens offline(WaysRealm realm) {
        return realm.at("shop").offline(WaysRealm.USER, WaysRealm.USER + "-secret");
    }

    /** A service account's token, which is good in both regions. */
    private static void assertOwn(WaysRealm realm, Tokens tokens) {
        for (var region : List.of(realm.us(), realm.eu())) {
            var seen = realm.at(region, "shop").introspect(tokens);
            assertTrue(seen.path("active").asBoolean(), seen::toString);
        }
    }

    private static void hashed(WaysRealm realm) {
        var form = new Assertion("hashed", "a-secret-of-at-least-256-bits-for-hs256")
                .form(ISSUER, Map.of("grant_type", "client_credentials"));
        assertOwn(realm, tokens(realm.at("hashed", form)));
    }

    private static void signed(WaysRealm realm) {
        assertOwn(realm, tokens(realm.at("signed", WaysRealm.KEY.form("signed", ISSUER))));
    }

    private static void proxied(WaysRealm realm) throws Exception {
        var directory = Files.createTempDirectory("proxied");
        var keys = new Keys(directory);
        keys.make("proxied");
        var pem = keys.certificate("proxied").replaceAll("-----[A-Z ]+-----|\n", "");
        var form = Map.of("grant_type", "client_credentials", "client_id", "proxied");
        var tokens = tokens(realm.form(OIDC + "/token", form, TwoRegions.CERTIFICATE, pem));
        assertTrue(PageWays.claims(tokens.access()).path("cnf").has("x5t#S256"), tokens::access);
        assertOwn(realm, tokens);
        assertEquals(401, realm.form(OIDC + "/token", form).status(), "without a certificate");
    }

    private static void exchange(WaysRealm realm) {
        var subject = realm.signIn("shop");
        var form = Map.of("grant_type", EXCHANGE, "subject_token", subject.access(), "subject_token_type", ACCESS);
        var exchanged = tokens(realm.at("shop").token(form));
        assertEquals(subject.session(), exchanged.session());
        realm.await(
                "eu knows the session of what was exchanged",
                () -> realm.at(realm.eu(), "shop")
                        .introspect(exchanged)
                        .path("active")
                        .asBoolean());
    }

    private static void bound(WaysRealm realm) {
        var key = ProofKey.generate();
        var asked = new TreeMap<>(Map.of(
                "grant_type",
                "password",
                "username",
                WaysRealm.USER,
                "password",
                WaysRealm.USER + "-secret",
                "scope",
                "openid"));
        var tokens = tokens(proven(realm, key, asked));
        var refreshed = tokens(proven(
                realm, key, new TreeMap<>(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()))));
        var proof = key.proof("POST", place(realm) + "/userinfo", refreshed.access());
        realm.form(OIDC + "/userinfo", Map.of(), "DPoP", proof, "Authorization", "DPoP " + refreshed.access())
                .expect(200);
        assertEquals(401, realm.at("bound").userinfo(refreshed).status(), "a bearer token it is not");
    }

    private static Answer proven(WaysRealm realm, ProofKey key, Map<String, String> fields) {
        fields.put("client_id", "bound");
        fields.put("client_secret", "bound-secret");
        return realm.form(OIDC + "/token", fields, "DPoP", key.proof("POST", place(realm) + "/token"));
    }

    private static String place(WaysRealm realm) {
        return realm.us().url() + "/realms/" + WaysRealm.NAME + OIDC;
    }

    private static void userinfo(WaysRealm realm) {
        SignIn us = realm.at("shop");
        var tokens = realm.signIn("shop");
        assertEquals(
                "alice@widgets.test",
                us.userinfo(tokens).expect(200).json().path("email").asText());
        us.userinfoByForm(tokens).expect(200);
    }

    private static void access(WaysRealm realm) {
        var tokens = realm.signIn("shop");
        realm.at("shop").revoke(tokens.access()).expect(200);
        realm.await(
                "eu refuses what was revoked on us",
                () -> !realm.at(realm.eu(), "shop")
                        .introspect(tokens)
                        .path("active")
                        .asBoolean());
    }

    private static void refresh(WaysRealm realm) {
        var tokens = realm.signIn("shop");
        realm.assertGoesOn("shop", tokens);
        realm.at("shop").revoke(tokens.refresh()).expect(200);
        realm.assertEnded("shop", tokens);
    }

    private static void revokedOffline(WaysRealm realm) {
        var tokens = offline(realm);
        realm.assertGoesOn("shop", tokens);
        realm.at("shop").revoke(tokens.refresh()).expect(200);
        realm.assertEnded("shop", tokens);
        assertFalse(realm.at("shop").attemptRefresh(tokens).status() == 200, "nor on us");
    }

    private static Tokens tokens(Answer answer) {
        return Tokens.of(answer.expect(200).json());
    }
}
