package io.multiregion.stories.secondary;

import static io.multiregion.stories.secondary.Way.way;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import java.util.List;
import java.util.Map;

/** Who may do what: tickets, permissions, decisions, and a look at who is there. */
final class UmaWays {

    private static final String ROW = "UMA tickets, evaluation of policies, SCIM search, checks of SSF subjects";
    private static final String GRANTS = "token endpoint: every grant";
    private static final String UMA = "urn:ietf:params:oauth:grant-type:uma-ticket";
    private static final String DECISION =
            "{subject: {type: 'user', id: '%s'}, resource: {type: 'picture', id: 'album'},"
                    + " action: {name: 'read'}}";

    private UmaWays() {}

    static List<Way> all() {
        return List.of(
                way(ROW, "a ticket, and the permission for it", UmaWays::ticket),
                way(GRANTS, "permission without a ticket", UmaWays::permission),
                way(ROW, "an administrator's evaluation", UmaWays::evaluated),
                way(ROW, "AuthZEN: one decision and several", UmaWays::decided),
                way(ROW, "SCIM search", UmaWays::searched));
    }

    private static void ticket(WaysRealm realm) {
        var shop = realm.at("shop");
        var ticket = ticketFor(realm, "album");
        var granted = shop.tokenAs(realm.signIn("shop"), Map.of("grant_type", UMA, "ticket", ticket));
        var tokens = Tokens.of(granted.expect(200).json());
        var permissions = PageWays.claims(tokens.access()).path("authorization").path("permissions");
        assertEquals("album", permissions.path(0).path("rsname").asText());
        realm.await(
                "eu knows the session of the permission",
                () -> realm.at(realm.eu(), "shop")
                        .introspect(tokens)
                        .path("active")
                        .asBoolean());
    }

    private static void permission(WaysRealm realm) {
        var form = Map.of("grant_type", UMA, "audience", "shop", "permission", "album#read");
        var shop = realm.at("shop");
        shop.tokenAs(realm.signIn("shop"), form).expect(200);
        shop.tokenAs(shop.password("bob", "bob-secret"), form).expect(403);
    }

    private static void evaluated(WaysRealm realm) {
        var answer = realm.admin()
                .post(
                        WaysRealm.NAME + "/clients/" + realm.client("shop") + "/authz/resource-server/policy/evaluate",
                        Json.of(
                                "{userId: '%s', resources: [{name: 'album', _id: '%s'}], roleIds: [], context: {}, entitlements: false}",
                                realm.user(WaysRealm.USER), resource(realm, "album")))
                .json();
        assertEquals("PERMIT", answer.path("status").asText(), answer::toString);
    }

    private static void decided(WaysRealm realm) {
        var shop = realm.at("shop");
        var own = shop.clientCredentials();
        for (var person : Map.of(WaysRealm.USER, true, "bob", false).entrySet()) {
            var asked = DECISION.formatted(realm.user(person.getKey()));
            var one = shop.bearer(
                            "POST",
                            "/authzen/access/v1/evaluation",
                            own,
                            Json.of(asked).toString())
                    .expect(200)
                    .json();
            assertEquals(person.getValue(), one.get("decision").asBoolean(), one::toString);
            var several = shop.bearer(
                            "POST",
                            "/authzen/access/v1/evaluations",
                            own,
                            Json.of("{evaluations: [%s]}", asked).toString())
                    .expect(200)
                    .json();
            assertEquals(
                    person.getValue(), several.at("/evaluations/0/decision").asBoolean(), several::toString);
        }
    }

    private static void searched(WaysRealm realm) {
        var found = realm.send(
                        "/scim/v2/Users/.search",
                        "application/scim+json",
                        Json.of("{schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
                                        + " filter: 'userName eq \\\"alice\\\"'}")
                                .toString(),
                        "Authorization",
                        "Bearer " + realm.signIn("shop").access())
                .expect(200)
                .json();
        assertEquals(1, found.path("totalResults").asInt(), found::toString);
    }

    private static String ticketFor(WaysRealm realm, String resource) {
        var shop = realm.at("shop");
        var asked = Json.of("[{resource_id: '%s', resource_scopes: ['read']}]", resource(realm, resource));
        return shop.bearer("POST", "/authz/protection/permission", shop.clientCredentials(), asked.toString())
                .expect(201)
                .json()
                .get("ticket")
                .asText();
    }

    private static String resource(WaysRealm realm, String name) {
        var resources = WaysRealm.NAME + "/clients/" + realm.client("shop") + "/authz/resource-server/resource";
        return realm.admin()
                .get(resources + "?exactName=true&name=" + name)
                .get(0)
                .get("_id")
                .asText();
    }
}
