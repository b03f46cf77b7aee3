package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Browser;
import io.multiregion.lab.client.Tokens;
import java.util.List;
import java.util.Map;

/** Signing out. */
final class LogoutWays {

    private static final String ROW = "logout, also by an identity provider";
    private static final String LOGOUT = "/protocol/openid-connect/logout";

    private LogoutWays() {}

    static List<Way> all() {
        return List.of(
                way(ROW, "front channel", LogoutWays::frontChannel),
                way(ROW, "back channel", LogoutWays::backChannel),
                way(ROW, "confirmed", LogoutWays::confirmed));
    }

    private static void frontChannel(WaysRealm realm) {
        var browser = realm.browser("front");
        var tokens = signedIn(realm, browser, "front");
        var page = browser.open(realm.us().url(), LOGOUT + "?id_token_hint=" + Admin.encode(tokens.id()))
                .expect(200);
        assertTrue(page.text().contains("http://front.test/out?"), page::text);
        assertTrue(page.text().contains("sid=" + tokens.session()), page::text);
        realm.assertEnded("front", tokens);
    }

    private static void backChannel(WaysRealm realm) {
        var tokens = realm.signIn("back");
        realm.assertGoesOn("back", tokens);
        realm.at("back").logout(tokens).expect(204);
        var told = realm.devices().awaitCall("/back").text();
        var claims = PageWays.claims(WaysRealm.first("logout_token=([^&]+)", told));
        assertEquals(tokens.session(), claims.path("sid").asText());
        realm.assertEnded("back", tokens);
    }

    /** Without a token that says who it is, Keycloak asks first; in another language as well. */
    private static void confirmed(WaysRealm realm) {
        var us = realm.us().url();
        var browser = realm.browser("shop");
        var tokens = signedIn(realm, browser, "shop");
        var page = browser.open(us, LOGOUT).expect(200);
        var confirm = WaysRealm.first("(/logout/logout-confirm\\?[^\"]+)\"", page.text())
                .replace("&amp;", "&");
        browser.open(us, "/protocol/openid-connect" + confirm).expect(200);
        var code = WaysRealm.first("name=\"session_code\" value=\"([^\"]+)\"", page.text());
        browser.submit(us, page, Map.of("session_code", code, "confirmLogout", "Logout"))
                .expect(200, 302);
        realm.assertEnded("shop", tokens);
    }

    private static Tokens signedIn(WaysRealm realm, Browser browser, String client) {
        var tokens = realm.exchange(
                client, realm.enter(browser, browser.open(realm.us().url())));
        realm.assertGoesOn(client, tokens);
        return tokens;
    }
}
