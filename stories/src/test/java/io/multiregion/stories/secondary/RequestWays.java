package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import java.util.List;
import java.util.Map;

/** Requests that begin without the person: a device's, a client's on another way, and one that is pushed before. */
final class RequestWays {

    private static final String ROW = "pushed, device and CIBA requests";
    private static final String OIDC = "/protocol/openid-connect";

    private RequestWays() {}

    static List<Way> all() {
        return List.of(
                way(ROW, "pushed", RequestWays::pushed),
                way(ROW, "device", RequestWays::device),
                way(ROW, "device, its code typed", RequestWays::typed),
                way(ROW, "CIBA", RequestWays::onAnotherWay));
    }

    private static void pushed(WaysRealm realm) {
        var browser = realm.browser("shop");
        var request = realm.form(
                        OIDC + "/ext/par/request",
                        Map.of(
                                "client_id", "shop",
                                "client_secret", "shop-secret",
                                "response_type", "code",
                                "scope", "openid",
                                "redirect_uri", browser.redirect()))
                .expect(201)
                .json()
                .get("request_uri")
                .asText();
        var page = browser.open(realm.us().url(), OIDC + "/auth?client_id=shop&request_uri=" + Admin.encode(request));
        realm.assertGoesOn("shop", realm.exchange("shop", realm.enter(browser, page)));
    }

    private static void device(WaysRealm realm) {
        var request = request(realm);
        var browser = realm.browser("shop");
        var page = realm.enter(
                browser,
                browser.open(
                        realm.us().url(),
                        "/device?user_code=" + request.get("user_code").asText()));
        var done = browser.follow(realm.us().url(), browser.submit(realm.us().url(), page, Map.of("accept", "Yes")));
        assertEquals(200, done.status(), done::text);
        realm.assertGoesOn("shop", polled(realm, request));
        PageWays.assertConsented(realm, WaysRealm.USER, "shop");
    }

    private static void typed(WaysRealm realm) {
        var request = request(realm);
        var browser = realm.browser("shop");
        var code = Map.of("device_user_code", request.get("user_code").asText());
        assertTrue(browser.open(realm.us().url(), "/device").expect(200).text().contains("device_user_code"));
        var page = realm.enter(browser, browser.post(realm.us().url(), "/device", code), "bob", Map.of());
        browser.follow(realm.us().url(), browser.submit(realm.us().url(), page, Map.of("accept", "Yes")))
                .expect(200);
        realm.assertGoesOn("shop", polled(realm, request));
    }

    private static JsonNode request(WaysRealm realm) {
        return realm.form(
                        OIDC + "/auth/device",
                        Map.of("client_id", "shop", "client_secret", "shop-secret", "scope", "openid"))
                .expect(200)
                .json();
    }

    private static Tokens polled(WaysRealm realm, JsonNode request) {
        return Tokens.of(realm.at("shop")
                .token(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        request.get("device_code").asText()))
                .expect(200)
                .json());
    }

    private static void onAnotherWay(WaysRealm realm) {
        var request = realm.form(
                        OIDC + "/ext/ciba/auth",
                        Map.of(
                                "client_id", "shop",
                                "client_secret", "shop-secret",
                                "scope", "openid",
                                "login_hint", WaysRealm.USER,
                                "binding_message", "W4SCT"))
                .expect(200)
                .json();
        var asked = realm.devices().awaitCall("/");
        assertEquals("W4SCT", Json.read(asked.text()).get("binding_message").asText());
        realm.send(
                        OIDC + "/ext/ciba/auth/callback",
                        "application/json",
                        "{\"status\":\"SUCCEED\"}",
                        "Authorization",
                        "Bearer " + asked.bearer())
                .expect(200);
        var tokens = Tokens.of(realm.at("shop")
                .token(Map.of(
                        "grant_type",
                        "urn:openid:params:grant-type:ciba",
                        "auth_req_id",
                        request.get("auth_req_id").asText()))
                .expect(200)
                .json());
        realm.assertGoesOn("shop", tokens);
    }
}
