package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** People at the sign-in pages. */
final class PageWays {

    private static final String PAGES = "sign-in pages and forms";
    private static final String ENDPOINT = "authorization endpoint (OpenID Connect)";
    private static final String AUTH = "/protocol/openid-connect/auth";

    private PageWays() {}

    static List<Way> all() {
        return List.of(
                way(PAGES, "organisation first, and back", PageWays::organisation),
                way(PAGES, "remember me", PageWays::remembered),
                way(PAGES, "step-up", PageWays::steppedUp),
                way("consent", "given", PageWays::consent),
                way(ENDPOINT, "by query, with the cookie of the other region", PageWays::cookieOfTheOtherRegion),
                way(ENDPOINT, "by form", PageWays::byForm),
                way("all else that reads", "keys, discovery, account", PageWays::reading));
    }

    /** Who gives the name first is known by the organisation's domain; "restart" leads back to where the name is asked for. */
    private static void organisation(WaysRealm realm) {
        var us = realm.us().url();
        var browser = realm.browser("shop");
        var name = browser.open(us, AUTH + query("shop", "&scope=" + Admin.encode("openid organization")))
                .expect(200);
        var password = browser.submit(us, name, Map.of("username", "alice@widgets.test"))
                .expect(200);
        assertTrue(password.text().contains("name=\"password\""), password::text);
        var restart = WaysRealm.first("(/login-actions/restart\\?[^\"]+)\"", password.text())
                .replace("&amp;", "&");
        var again = browser.follow(us, browser.open(us, restart)).expect(200);
        var tokens = realm.exchange("shop", realm.enter(browser, again));
        assertEquals(
                "widgets", claims(tokens.access()).path("organization").path(0).asText());
        realm.assertGoesOn("shop", tokens);
    }

    private static void remembered(WaysRealm realm) {
        var browser = realm.browser("shop");
        var back = realm.enter(browser, browser.open(realm.us().url()), WaysRealm.USER, Map.of("rememberMe", "on"));
        assertTrue(browser.hasCookie("KEYCLOAK_REMEMBER_ME"));
        var session = realm.exchange("shop", back).session();
        realm.awaitSession(realm.eu(), WaysRealm.USER, session, true);
        var path = WaysRealm.NAME + "/users/" + realm.user(WaysRealm.USER) + "/sessions";
        for (var seen : realm.eu().admin().get(path)) {
            if (seen.get("id").asText().equals(session)) {
                assertTrue(seen.get("rememberMe").asBoolean(), seen::toString);
            }
        }
    }

    /** What was shown on us need not be shown at eu once more. */
    private static void steppedUp(WaysRealm realm) {
        var us = realm.us().url();
        var browser = realm.browser("stepping");
        var first = realm.exchange(
                "stepping", realm.enter(browser, browser.open(us, AUTH + query("stepping", "&acr_values=silver"))));
        assertEquals("silver", claims(first.id()).path("acr").asText());
        var page = browser.follow(us, browser.open(us, AUTH + query("stepping", "&acr_values=gold")))
                .expect(200);
        var gold = realm.exchange(
                "stepping",
                browser.follow(us, browser.submit(us, page, Map.of("password", WaysRealm.USER + "-secret"))));
        assertEquals("gold", claims(gold.id()).path("acr").asText());
        realm.await("eu knows of the second step", () -> {
            var back = browser.open(realm.eu().url(), AUTH + query("stepping", "&acr_values=gold"));
            var there = realm.at(realm.eu(), "stepping").exchange(WaysRealm.code(back), browser.redirect());
            return claims(there.id()).path("acr").asText().equals("gold");
        });
    }

    private static void consent(WaysRealm realm) {
        var browser = realm.browser("asking");
        var page = realm.enter(browser, browser.open(realm.us().url())).expect(200);
        var tokens = realm.exchange(
                "asking",
                browser.follow(realm.us().url(), browser.submit(realm.us().url(), page, Map.of("accept", "Yes"))));
        realm.assertGoesOn("asking", tokens);
        assertConsented(realm, WaysRealm.USER, "asking");
    }

    static void assertConsented(WaysRealm realm, String user, String client) {
        var path = WaysRealm.NAME + "/users/" + realm.user(user) + "/consents";
        realm.await(
                "eu knows the consent",
                () -> realm.eu().admin().get(path).findValuesAsText("clientId").contains(client));
    }

    private static void cookieOfTheOtherRegion(WaysRealm realm) {
        var eu = realm.eu().url();
        var browser = realm.browser("shop");
        var code = browser.signIn(eu, WaysRealm.USER, WaysRealm.USER + "-secret");
        var there = realm.at(realm.eu(), "shop").exchange(code, browser.redirect());
        realm.awaitSession(realm.us(), WaysRealm.USER, there.session(), true);
        var here = realm.at("shop").exchange(browser.singleSignOn(realm.us().url()), browser.redirect());
        assertEquals(there.session(), here.session());
        realm.assertGoesOn("shop", here);
    }

    private static void byForm(WaysRealm realm) {
        var browser = realm.browser("shop");
        var page = browser.post(
                realm.us().url(),
                AUTH,
                Map.of(
                        "client_id", "shop",
                        "redirect_uri", browser.redirect(),
                        "response_type", "code",
                        "scope", "openid"));
        realm.assertGoesOn("shop", realm.exchange("shop", realm.enter(browser, page)));
    }

    private static void reading(WaysRealm realm) {
        var us = realm.at("shop");
        assertTrue(us.get("/protocol/openid-connect/certs")
                        .expect(200)
                        .json()
                        .path("keys")
                        .size()
                > 0);
        us.get("/.well-known/openid-configuration").expect(200);
        us.bearer("GET", "/account/", realm.signIn("shop"), null).expect(200);
    }

    static String query(String client, String more) {
        return "?response_type=code&client_id=" + client + "&redirect_uri="
                + Admin.encode("http://" + client + ".test/cb") + (more.contains("scope=") ? "" : "&scope=openid")
                + more;
    }

    static JsonNode claims(String token) {
        return Json.read(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
    }
}
