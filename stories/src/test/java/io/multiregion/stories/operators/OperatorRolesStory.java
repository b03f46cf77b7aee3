package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.RegionsCommand;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Somebody may operate replication without being the realm's administrator. */
@Alone
final class OperatorRolesStory extends OperatedRealm {

    @Test
    void everyManagementClientHasTheRoles() {
        for (var admin : List.of(eu, us)) {
            assertRoles(admin, REALM, IN_REALM);
            assertRoles(admin, "master", IN_MASTER);
            assertRoles(admin, "master", "master-realm");
            assertComposite(
                    admin,
                    REALM,
                    IN_REALM,
                    "clients/" + Operator.client(admin, REALM, IN_REALM) + "/roles/realm-admin");
            assertComposite(admin, "master", IN_MASTER, "roles/admin");
        }
        regions.equality(REALM).assertRows();
    }

    @Test
    void anImportedRealmHasThem() {
        new SampleRealm("operated-import", TwoRegions.FRONT, 0).create(eu);
        assertRoles(eu, "operated-import", IN_REALM);
        eu.createRealm(Json.of("{realm:'operated-export', enabled:true}"));
        var exported = eu.post("operated-export/partial-export?exportClients=true&exportGroupsAndRoles=true")
                .text();
        assertTrue(exported.contains("manage-multi-region"), "the roles are part of an export");
        eu.delete("operated-export");
        eu.createRealm(Json.of(exported));
        assertRoles(eu, "operated-export", IN_REALM);
        assertRoles(eu, "master", "operated-export-realm");
        var without = ROLES.stream().reduce(exported, (text, role) -> text.replace(role, "old-" + role));
        eu.delete("operated-export");
        eu.createRealm(Json.of(without));
        assertRoles(eu, "operated-export", IN_REALM);
    }

    @Test
    void whoMayManageReplicationMayNothingElse() {
        for (var operator : List.of(
                new Operator(regions.eu(), REALM, "manages"), new Operator(regions.eu(), "master", "eu-operator"))) {
            operator.get(REALM + "/multi-region").expect(200);
            operator.get(REALM + "/multi-region/replicas/us").expect(200);
            operator.get(REALM + "/multi-region/divergences/any").expect(404);
            operator.attempt("POST", REALM + "/multi-region/verify", null).expect(200);
            operator.attempt("PUT", REALM + "/multi-region/replicas/us", Json.of("{status:'ACTIVE'}"))
                    .expect(200);
            assertNothingElse(operator);
        }
    }

    @Test
    void whoMayViewReplicationMayOnlyLook() {
        for (var operator : List.of(
                new Operator(regions.eu(), REALM, "views"),
                new Operator(regions.us(), REALM, "views"),
                new Operator(regions.us(), "master", "us-operator"))) {
            operator.get(REALM + "/multi-region").expect(200);
            operator.get(REALM + "/multi-region/local-readiness").expect(200);
            operator.get(REALM + "/multi-region/overview").expect(200);
            operator.get(REALM + "/multi-region/divergences").expect(200);
            operator.get(REALM + "/multi-region/divergences/any").expect(403);
            assertMayNotChange(operator);
            assertNothingElse(operator);
        }
    }

    @Test
    void theRolesAreGoodInTheOtherRegion() {
        var manages = new Operator(regions.us(), REALM, "manages");
        assertEquals(
                "SECONDARY",
                manages.get(REALM + "/multi-region")
                        .expect(200)
                        .json()
                        .get("role")
                        .asText());
        var refused = manages.attempt("POST", REALM + "/multi-region/verify", null);
        assertTrue(List.of(400, 409).contains(refused.status()), refused::text);
        assertNothingElse(manages);
    }

    @Test
    void administratorsOfTheRealmMayAsBefore() {
        new Operator(regions.eu(), REALM, "realm-viewer")
                .get(REALM + "/multi-region")
                .expect(200);
        assertMayNotChange(new Operator(regions.eu(), REALM, "realm-viewer"));
        new Operator(regions.eu(), REALM, "realm-manager")
                .attempt("POST", REALM + "/multi-region/verify", null)
                .expect(200);
        for (var user : List.of("none", "user-manager")) {
            assertMayNotChange(new Operator(regions.eu(), REALM, user));
        }
        new Operator(regions.eu(), REALM, "none").get(REALM + "/multi-region").expect(403);
        new Operator(regions.eu(), REALM, "none")
                .get(REALM + "/multi-region/overview")
                .expect(403);
    }

    @Test
    void anOperatorOfOneRealmIsNoneOfAnother() {
        new Operator(regions.eu(), "master", "eu-operator")
                .get("master/multi-region")
                .expect(403);
        new Operator(regions.eu(), "master", "eu-operator")
                .get("master/multi-region/realms")
                .expect(403);
        new Operator(regions.eu(), REALM, "manages").get("master/multi-region").expect(403);
    }

    @Test
    void aPageShowsAllRegionsByOneCall() {
        Await.upTo(NOTICED, "both know each other").until(() -> told(eu, "us") && told(us, "eu"));
        var seen = region(eu, "us");
        assertEquals("LEVEL", seen.get("state").asText(), seen::toString);
        assertEquals(1, seen.get("nodes").asInt(), seen::toString);
        assertTrue(seen.get("keysUsable").asBoolean(), seen::toString);
        assertTrue(Math.abs(seen.get("clockSkewMillis").asLong()) < 2000, seen::toString);
        assertTrue(seen.get("heardMillisAgo").asLong() < 3000, seen::toString);
        assertEquals("PRIMARY", region(us, "eu").get("state").asText());
        var found = eu.get("master/multi-region/realms?search=" + REALM);
        assertEquals(1, found.get("total").asInt(), found::toString);
        assertEquals("LEVEL", found.get("realms").get(0).get("state").asText(), found::toString);
        assertEquals("us", found.get("realms").get(0).get("regions").get(0).asText());
    }

    @Test
    void aDrillIsKeptAndSigned() {
        eu.attempt("POST", REALM + "/multi-region/drill", Json.of("{to:'us'}")).expect(200);
        var drill = eu.get(REALM + "/multi-region/drills").get(0);
        assertEquals("us", drill.get("to").asText(), drill::toString);
        assertTrue(drill.get("signed").asBoolean(), drill::toString);
        assertEquals(drill, eu.get(REALM + "/multi-region/overview").get("lastDrill"));
        var path = REALM + "/multi-region/drills/" + drill.get("id").asText();
        assertEquals("eu", eu.get(path).get("from").asText());
        var views = new Operator(regions.eu(), REALM, "views");
        views.get(REALM + "/multi-region/drills").expect(200);
        views.get(path).expect(403);
        assertTrue(views.get(path + "/signed").expect(403).text().contains("operators_only"));
        eu.attempt("GET", path + "/signed", null).expect(200);
        var what = eu.get(REALM + "/multi-region/timeline?region=us").findValuesAsText("what");
        assertTrue(what.containsAll(List.of("DRILL", "VERIFIED", "LEVEL")), what::toString);
        new Operator(regions.eu(), REALM, "none")
                .get(REALM + "/multi-region/timeline")
                .expect(403);
    }

    @Test
    void theSameByText() {
        Await.upTo(NOTICED, "us is level")
                .until(() -> region(eu, "us").get("state").asText().equals("LEVEL"));
        for (var path : List.of("/multi-region?format=text", "/multi-region/overview?format=text")) {
            var text = new Operator(regions.eu(), REALM, "views")
                    .get(REALM + path)
                    .expect(200)
                    .text();
            assertTrue(text.startsWith("Realm operated, as eu sees it at "), text);
            assertTrue(text.contains("\nus: Level"), text);
            new Operator(regions.eu(), REALM, "none").get(REALM + path).expect(403);
        }
        var bad = new Operator(regions.eu(), REALM, "views").get(REALM + "/multi-region?format=xml");
        assertTrue(bad.expect(400).text().contains("invalid_format"), bad::text);
        var seen = command("views").run("status");
        assertTrue(seen.lines().get(0).matches("MULTIREGION (OK|WARNING) - operated: .* \\| us_lag=.*"), seen::output);
        assertTrue(seen.status() <= 1 && seen.output().contains("\nus: Level"), seen::output);
        assertEquals(3, command("none").run("status").status());
        assertEquals(3, command("views").run("verify").status(), "who views may not have it compared");
        var compared = command("manages").run("verify");
        assertEquals(0, compared.status(), compared::output);
        assertTrue(compared.output().contains("us_differences=0"), compared::output);
        var kinds = eu.get(REALM + "/multi-region/kinds?region=us");
        assertEquals(0, kinds.get("differences").asInt(), kinds::toString);
        assertTrue(kinds.get("kinds").findValuesAsText("equal").stream().allMatch("true"::equals), kinds::toString);
        assertEquals(3, command("manages").run("switchover", "--to=us").status(), "nobody confirms it");
        assertEquals("PRIMARY", eu.get(REALM + "/multi-region").get("role").asText());
    }

    private RegionsCommand command(String user) {
        return RegionsCommand.of(Checkout.here(), regions.eu().url(), REALM, REALM, user, user);
    }

    private static boolean told(Admin admin, String other) {
        return region(admin, other).has("keycloakVersion");
    }

    private static JsonNode region(Admin admin, String name) {
        return StreamSupport.stream(
                        admin.get(REALM + "/multi-region/overview")
                                .get("regions")
                                .spliterator(),
                        false)
                .filter(region -> region.get("region").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRealmFromBeforeGetsThemAtTheStart() throws SQLException {
        for (var realm : List.of("old-alone", "old-shared")) {
            eu.createRealm(Json.of("{realm:'%s', enabled:true}", realm));
        }
        regions.replicate("old-shared");
        regions.equality("old-shared").assertRows();
        var ofEu = List.of(
                Operator.client(eu, "old-alone", IN_REALM),
                Operator.client(eu, "master", "old-alone-realm"),
                Operator.client(eu, "old-shared", IN_REALM),
                Operator.client(eu, "master", "old-shared-realm"));
        var ofUs =
                List.of(Operator.client(us, "old-shared", IN_REALM), Operator.client(us, "master", "old-shared-realm"));
        regions.eu().stop();
        regions.us().stop();
        forget(regions.eu(), ofEu);
        forget(regions.us(), ofUs);
        regions.us().start().awaitReady();
        awaitRoles(us, "master", "old-shared-realm");
        assertTrue(
                roles(us, "old-shared", IN_REALM).stream().noneMatch(ROLES::contains),
                "a copy is not written, it waits for its primary");
        regions.eu().start().awaitReady();
        awaitRoles(eu, "old-alone", IN_REALM);
        awaitRoles(eu, "master", "old-alone-realm");
        awaitRoles(eu, "old-shared", IN_REALM);
        awaitRoles(eu, "master", "old-shared-realm");
        awaitRoles(us, "old-shared", IN_REALM);
        regions.equality("old-shared").assertRows();
        assertEquals(0, new Replication(eu, "old-shared").differences());
    }

    /** As it is in a database that a server without the extension has made. */
    private static void forget(Region region, List<String> clients) throws SQLException {
        var ids =
                "select ID from KEYCLOAK_ROLE where NAME in ('manage-multi-region', 'view-multi-region') and CLIENT in ('"
                        + String.join("', '", clients) + "')";
        try (var connection = region.database().connect();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from COMPOSITE_ROLE where CHILD_ROLE in (" + ids + ")");
            assertEquals(
                    2 * clients.size(), statement.executeUpdate("delete from KEYCLOAK_ROLE where ID in (" + ids + ")"));
        }
    }

    private static void assertMayNotChange(Operator operator) {
        operator.attempt("POST", REALM + "/multi-region/verify", null).expect(403);
        operator.attempt("PUT", REALM + "/multi-region/replicas/us", Json.of("{status:'INACTIVE'}"))
                .expect(403);
        operator.attempt("DELETE", REALM + "/multi-region/replicas/us", null).expect(403);
        operator.attempt("POST", REALM + "/multi-region/replicas", Json.of("{region:'x'}"))
                .expect(403);
    }

    private static void assertNothingElse(Operator operator) {
        for (var path : List.of(
                "",
                "/users",
                "/clients",
                "/roles",
                "/groups",
                "/components",
                "/identity-provider/instances",
                "/authentication/flows",
                "/admin-events",
                "/events",
                "/keys",
                "/client-scopes",
                "/organizations",
                "/localization")) {
            operator.get(REALM + path).expect(403);
        }
        operator.attempt("PUT", REALM, Json.of("{displayName:'taken'}")).expect(403, 409);
        operator.attempt("POST", REALM + "/users", Json.of("{username:'x'}")).expect(403, 409);
        operator.attempt("DELETE", REALM, null).expect(403, 409);
    }

    private static void assertRoles(Admin admin, String realm, String client) {
        var roles = roles(admin, realm, client);
        assertTrue(roles.containsAll(ROLES), () -> realm + "/" + client + " has " + roles);
    }

    private static void awaitRoles(Admin admin, String realm, String client) {
        Await.upTo(NOTICED, client + " of " + realm + " has the roles")
                .until(() -> roles(admin, realm, client).containsAll(ROLES));
    }

    private static void assertComposite(Admin admin, String realm, String client, String composite) {
        var parts = names(
                admin.get(realm + "/" + composite + "/composites/clients/" + Operator.client(admin, realm, client)));
        assertTrue(parts.containsAll(ROLES), () -> composite + " of " + realm + " is made of " + parts);
    }

    private static List<String> roles(Admin admin, String realm, String client) {
        return names(admin.get(realm + "/clients/" + Operator.client(admin, realm, client) + "/roles"));
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(role -> role.get("name").asText())
                .toList();
    }
}
