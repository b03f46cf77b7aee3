package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import java.util.List;
import java.util.Map;

/** What a secondary does not do: 409, with the page of the row for people, and the primary's address for programs. */
final class RefusedWays {

    private static final String ACTIONS = "/login-actions/";
    private static final String OIDC = "/protocol/openid-connect/";
    private static final String FIRST = "first sign-in through an identity provider";
    private static final String LINKING = "linking of accounts";

    private RefusedWays() {}

    static List<Way> all() {
        return List.of(
                way("registration", "page and form", r -> {
                    assertPage(r, ACTIONS + "registration?client_id=shop", "New accounts cannot be made right now.");
                    assertPage(r, OIDC + "registrations" + PageWays.query("shop", ""), "New accounts cannot be made");
                    assertPage(
                            r, OIDC + "auth" + PageWays.query("shop", "&prompt=create"), "New accounts cannot be made");
                    assertRefused(form(r, ACTIONS + "registration?client_id=shop", Map.of("username", "m")));
                }),
                way("reset of credentials", "page and form", r -> {
                    assertPage(r, ACTIONS + "reset-credentials?client_id=shop", "Passwords cannot be reset right now.");
                    assertRefused(form(r, ACTIONS + "reset-credentials?client_id=shop", Map.of("username", "alice")));
                }),
                way(
                        "links in e-mails",
                        "a link",
                        r -> assertPage(r, ACTIONS + "action-token?key=x", "Links from e-mails cannot be used")),
                way("required actions that write", "page and form", r -> {
                    assertPage(r, ACTIONS + "required-action?execution=UPDATE_PASSWORD", "Passwords cannot be changed");
                    assertRefused(form(r, ACTIONS + "required-action?execution=UPDATE_PASSWORD", Map.of("x", "y")));
                }),
                way(FIRST, "page, form, and the way back", r -> {
                    assertPage(r, ACTIONS + "first-broker-login?client_id=shop", "You sign in this way for the first");
                    assertPage(
                            r, "/broker/after-first-broker-login?client_id=shop", "You sign in this way for the first");
                    assertRefused(form(r, ACTIONS + "first-broker-login?client_id=shop", Map.of("x", "y")));
                }),
                way(LINKING, "begun by a client, and in the account console", RefusedWays::linking),
                way("all else that writes, in the account console", "profile, consent", RefusedWays::account),
                way(
                        "all else that writes: administration, client registration, any other",
                        "a user, a client, a permission that is asked for",
                        RefusedWays::others));
    }

    private static void linking(WaysRealm realm) {
        assertPage(realm, "/broker/up-oidc/link?client_id=shop", "Accounts cannot be changed right now.");
        var path = "/account/linked-accounts/up-oidc?redirectUri=http://shop.test/cb";
        assertRefused(realm.at("shop").bearer("GET", path, realm.signIn("shop"), null));
    }

    private static void account(WaysRealm realm) {
        var us = realm.at("shop");
        var tokens = realm.signIn("shop");
        assertRefused(us.bearer("POST", "/account/", tokens, "{\"firstName\":\"No\"}"));
        assertRefused(us.bearer("DELETE", "/account/applications/shop/consent", tokens, null));
    }

    private static void others(WaysRealm realm) {
        var admin = realm.admin();
        assertRefused(admin.attempt("POST", WaysRealm.NAME + "/users", Json.of("{username: 'no'}")));
        assertRefused(admin.attempt("POST", WaysRealm.NAME + "/logout-all", null));
        var us = realm.at("shop");
        assertRefused(
                us.authorized("POST", "/clients-registrations/openid-connect", "none", "{\"client_name\":\"no\"}"));
        var ticket = Json.of("{resource: 'x', scopeName: 'read', requesterName: 'bob', granted: false}");
        assertRefused(
                us.bearer("POST", "/authz/protection/permission/ticket", us.clientCredentials(), ticket.toString()));
    }

    private static void assertPage(WaysRealm realm, String path, String text) {
        var page = realm.browser("shop").page(realm.us().url(), path);
        assertEquals(409, page.status(), page::text);
        assertTrue(page.text().contains(text), page::text);
    }

    /** As a program posts it. */
    private static Answer form(WaysRealm realm, String path, Map<String, String> fields) {
        return realm.form(path, fields, "Accept", "application/json");
    }

    static void assertRefused(Answer answer) {
        assertEquals(409, answer.status(), answer::text);
        assertEquals("read_only_region", answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("primary").asText().startsWith("http://"), answer::text);
    }
}
