package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody may operate replication without being the realm's administrator, and what he does is recorded. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatorRolesStory {

    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final String REALM = "operated";
    private static final String IN_REALM = "realm-management";
    private static final String IN_MASTER = REALM + "-realm";
    private static final List<String> ROLES = List.of("manage-multi-region", "view-multi-region");

    private TwoRegions regions;
    private Admin eu;
    private Admin us;

    @BeforeAll
    void operators(TwoRegions started) {
        regions = started;
        eu = regions.eu().admin();
        us = regions.us().admin();
        eu.createRealm(Json.of("{realm:'%s', enabled:true, adminEventsEnabled:true}", REALM));
        Operator.create(eu, REALM, "manages", IN_REALM, "manage-multi-region");
        Operator.create(eu, REALM, "views", IN_REALM, "view-multi-region");
        Operator.create(eu, REALM, "none", IN_REALM);
        Operator.create(eu, REALM, "realm-viewer", IN_REALM, "view-realm");
        Operator.create(eu, REALM, "realm-manager", IN_REALM, "manage-realm");
        Operator.create(eu, REALM, "user-manager", IN_REALM, "manage-users", "view-clients", "view-realm");
        Operator.create(eu, "master", "eu-operator", IN_MASTER, "manage-multi-region");
        regions.replicate(REALM);
        Operator.create(us, "master", "us-operator", IN_MASTER, "view-multi-region");
    }

    @AfterEach
    void bothRun() {
        for (var region : List.of(regions.us(), regions.eu())) {
            if (!region.running()) {
                region.start().awaitReady();
            }
        }
    }

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
    }

    @Test
    void anOperatorOfOneRealmIsNoneOfAnother() {
        new Operator(regions.eu(), "master", "eu-operator")
                .get("master/multi-region")
                .expect(403);
        new Operator(regions.eu(), REALM, "manages").get("master/multi-region").expect(403);
    }

    /** Who may manage the realm may do all that these roles allow, so he may give them. */
    @Test
    void whoManagesTheRealmMayGiveTheRoles() {
        Operator.create(eu, REALM, "giver", IN_REALM, "manage-users", "manage-realm", "view-clients");
        Operator.create(eu, REALM, "given", IN_REALM);
        var giver = new Operator(regions.eu(), REALM, "giver");
        assertEquals(204, give(giver, "given", "manage-multi-region").status());
        new Operator(regions.eu(), REALM, "given").get(REALM + "/multi-region").expect(200);
    }

    /** Keycloak keeps who may manage users from making himself an administrator; the same holds for these roles. */
    @Test
    void nobodyCanGiveHimselfTheRoles() {
        var manager = new Operator(regions.eu(), REALM, "user-manager");
        for (var role : ROLES) {
            give(manager, "user-manager", role).expect(403);
        }
        var composite = Json.of("{name:'innocent', composite:true}");
        eu.post(REALM + "/roles", composite);
        var client = Operator.client(eu, REALM, IN_REALM);
        var body = Json.of("[" + eu.get(REALM + "/clients/" + client + "/roles/manage-multi-region") + "]");
        manager.attempt("POST", REALM + "/roles/innocent/composites", body).expect(403);
    }

    /** A role within another one, a group that has it, a group that gets into one that has it: all of them give the role. */
    @Test
    void nobodyGivesTheRolesByADetour() {
        var manager = new Operator(regions.eu(), REALM, "user-manager");
        var role = role("manage-multi-region", IN_REALM);
        eu.post(REALM + "/roles", Json.of("{name:'wrapped'}"));
        eu.post(REALM + "/roles/wrapped/composites", role);
        var wrapped = Json.of("[" + eu.get(REALM + "/roles/wrapped") + "]");
        var operators = eu.create(REALM + "/groups", Json.of("{name:'operators'}"));
        eu.post(REALM + "/groups/" + operators + "/role-mappings/realm", wrapped);
        var others = eu.create(REALM + "/groups", Json.of("{name:'others'}"));
        var user = REALM + "/users/" + user("user-manager");

        manager.attempt("POST", user + "/role-mappings/realm", wrapped).expect(403);
        manager.attempt("POST", REALM + "/groups/" + others + "/role-mappings/realm", wrapped)
                .expect(403);
        var client = Operator.client(eu, REALM, IN_REALM);
        manager.attempt("POST", REALM + "/groups/" + others + "/role-mappings/clients/" + client, role)
                .expect(403);
        manager.attempt("PUT", user + "/groups/" + operators, Json.of("{}")).expect(403);
        manager.attempt(
                        "POST",
                        REALM + "/users",
                        Json.of("{username:'born-operator', enabled:true, groups:['/operators']}"))
                .expect(403);
        manager.attempt("PUT", user + "/groups/" + others, Json.of("{}")).expect(204);
        manager.attempt(
                        "POST",
                        REALM + "/groups/" + operators + "/children",
                        Json.of("{id:'%s', name:'others'}", others))
                .expect(403);
        manager.attempt("POST", REALM + "/multi-region/verify", null).expect(403);
        manager.attempt("POST", REALM + "/users", Json.of("{username:'anybody', enabled:true}"))
                .expect(201);
    }

    /** Who manages the master realm has no power over the others by that, and gives none. */
    @Test
    void theRolesOfARealmAreNotGivenByWhoManagesTheMasterRealm() {
        Operator.create(eu, "master", "master-manager", "master-realm", "manage-users", "manage-realm", "view-clients");
        var manager = new Operator(regions.eu(), "master", "master-manager");
        var manages = eu.get("master/users?exact=true&username=master-manager")
                .get(0)
                .get("id")
                .asText();
        for (var role : ROLES) {
            var client = Operator.client(eu, "master", IN_MASTER);
            var body = Json.of("[" + eu.get("master/clients/" + client + "/roles/" + role) + "]");
            manager.attempt("POST", "master/users/" + manages + "/role-mappings/clients/" + client, body)
                    .expect(403);
        }
        manager.get(REALM + "/multi-region").expect(403);
        var own = Operator.client(eu, "master", "master-realm");
        var body = Json.of("[" + eu.get("master/clients/" + own + "/roles/view-multi-region") + "]");
        manager.attempt("POST", "master/users/" + manages + "/role-mappings/clients/" + own, body)
                .expect(204);
    }

    /** Who manages clients can have any role written into tokens: the user himself must have it. */
    @Test
    void aTokenAloneMakesNoOperator() {
        eu.post(
                REALM + "/clients",
                Json.of(
                        "{clientId:'generous', publicClient:true, directAccessGrantsEnabled:true, fullScopeAllowed:false,"
                                + " protocolMappers:[{name:'gift', protocol:'openid-connect',"
                                + " protocolMapper:'oidc-hardcoded-role-mapper',"
                                + " config:{role:'realm-management.manage-multi-region'}}]}"));
        var nobody = new Operator(regions.eu(), REALM, "none").by("generous");
        nobody.get(REALM + "/multi-region").expect(403);
        nobody.attempt("POST", REALM + "/multi-region/verify", null).expect(403);
    }

    private Answer give(Operator giver, String user, String role) {
        var client = Operator.client(eu, REALM, IN_REALM);
        return giver.attempt(
                "POST", REALM + "/users/" + user(user) + "/role-mappings/clients/" + client, role(role, IN_REALM));
    }

    private String user(String name) {
        return eu.get(REALM + "/users?exact=true&username=" + name)
                .get(0)
                .get("id")
                .asText();
    }

    /** A role of a client of the realm, in a list as the admin API wants it. */
    private JsonNode role(String name, String client) {
        return Json.of("[" + eu.get(REALM + "/clients/" + Operator.client(eu, REALM, client) + "/roles/" + name) + "]");
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

    @Test
    void whatIsDoneIsAnAdminEvent() {
        new Operator(regions.eu(), REALM, "realm-manager")
                .attempt("PUT", REALM + "/multi-region/replicas/us", Json.of("{status:'ACTIVE'}"))
                .expect(200);
        var event = events(eu, REALM, "MULTI_REGION_REPLICA").get(0);
        assertEquals("UPDATE", event.path("operationType").asText());
        assertEquals("multi-region/replicas/us", event.path("resourcePath").asText());
        assertEquals("eu", event.path("details").path("region").asText(), event::toString);
    }

    /** Old and new epoch, who, why and what was overridden; kept by the region that was asked, whatever it has become by then. */
    @Test
    void aMoveOfTheRoleIsRecordedWhereItWasAsked() {
        var realm = "audited";
        eu.createRealm(
                Json.of("{realm:'%s', enabled:true, adminEventsEnabled:true, adminEventsDetailsEnabled:true}", realm));
        Operator.create(eu, realm, "mover", IN_REALM, "manage-multi-region");
        regions.replicate(realm);
        regions.equality(realm).assertRows();
        new Operator(regions.eu(), realm, "mover")
                .attempt("POST", realm + "/multi-region/switchover", Json.of("{to:'us', reason:'quarterly exercise'}"))
                .expect(200);
        var done = events(eu, realm, "MULTI_REGION_SWITCHOVER").get(0);
        assertEquals("1", done.path("details").path("oldEpoch").asText(), done::toString);
        assertEquals("2", done.path("details").path("epoch").asText(), done::toString);
        assertEquals("quarterly exercise", done.path("details").path("reason").asText(), done::toString);
        assertEquals("ACTION", done.path("operationType").asText());
        assertTrue(Json.read(done.path("representation").asText()).path("facts").has("writePauseMillis"));

        var mover = new Operator(regions.us(), realm, "mover");
        var replication = new Replication(us, realm);
        Await.upTo(NOTICED, "eu follows")
                .until(
                        () -> {
                            replication.state();
                            return replication.replica("eu").path("following").asBoolean() && replication.level("eu");
                        },
                        replication::lastSeen);
        mover.attempt("PUT", realm + "/multi-region/replicas/eu", Json.of("{status:'INACTIVE'}"))
                .expect(200);
        Await.upTo(NOTICED, "eu is set aside")
                .until(
                        () -> {
                            replication.state();
                            return replication
                                    .replica("eu")
                                    .path("status")
                                    .asText()
                                    .equals("INACTIVE");
                        },
                        replication::lastSeen);
        mover.attempt("POST", realm + "/multi-region/switchover", Json.of("{to:'eu'}"))
                .expect(409);
        var refused = events(us, realm, "MULTI_REGION_SWITCHOVER").get(0);
        assertEquals("refused_by_rules", refused.path("error").asText(), refused::toString);
        var override = Json.of("{to:'eu', override:['replica-active'], reason:'it was\\nonly an exercise'}");
        assertForOperators(mover.attempt("POST", realm + "/multi-region/switchover", override));
        us.post(realm + "/multi-region/switchover", override);
        var back = events(us, realm, "MULTI_REGION_SWITCHOVER").get(0);
        assertEquals("3", back.path("details").path("epoch").asText(), back::toString);
        assertEquals("replica-active", back.path("details").path("overridden").asText(), back::toString);
        var lines = regions.us().logged("io\\.multiregion\\.audit\\] \\([^)]*\\) (\\{.*only an exercise.*})$");
        assertEquals(2, lines.size(), "one line for each, whatever is in the reason");
        for (var line : lines) {
            var well = Json.read(line).path("outcome").asText().equals("done");
            assertEquals(
                    well ? "admin" : "mover",
                    Json.read(line).path("who").path("user").asText());
        }
    }

    /** A realm's own administrator decides about his realm, and not about what others have a share in. */
    @Test
    void whatOthersHaveAShareInIsForOperatorsOfTheMasterRealm() {
        for (var user : List.of("manages", "realm-manager")) {
            var own = new Operator(regions.eu(), REALM, user);
            var replicas = REALM + "/multi-region/replicas";
            assertForOperators(own.attempt("POST", replicas, Json.of("{region:'us', url:'http://127.0.0.1:22'}")));
            assertForOperators(own.attempt("POST", replicas, Json.of("{region:'us'}")));
            assertForOperators(own.attempt("DELETE", replicas + "/us?force=true", null));
            var override = Json.of("{to:'us', override:['lag-within-bound'], reason:'because'}");
            assertForOperators(own.attempt("POST", REALM + "/multi-region/switchover", override));
            var there = new Operator(regions.us(), REALM, user);
            assertForOperators(there.attempt("POST", REALM + "/multi-region/failover", override));
        }
        var operator = new Operator(regions.eu(), "master", "eu-operator");
        var known = operator.attempt(
                "POST", REALM + "/multi-region/replicas", Json.of("{region:'us', url:'http://127.0.0.1:22'}"));
        assertEquals("replica_exists", known.json().path("error").asText(), known::text);
    }

    private static void assertForOperators(Answer answer) {
        assertEquals(403, answer.status(), answer::text);
        assertEquals("operators_only", answer.json().path("error").asText(), answer::text);
        assertTrue(answer.json().path("error_description").asText().contains("master realm"), answer::text);
    }

    /** Who operates replication without being allowed to view users learns of none, whatever differs. */
    @Test
    void whoMayNotViewUsersIsToldOfNone() throws SQLException {
        var realm = "operated-unseen";
        eu.createRealm(Json.of("{realm:'%s', enabled:true}", realm));
        Operator.create(eu, realm, "manages", IN_REALM, "manage-multi-region");
        Operator.create(eu, realm, "sees-users", IN_REALM, "manage-multi-region", "view-users");
        regions.replicate(realm);
        regions.equality(realm).assertRows();
        var user = eu.get(realm + "/users?exact=true&username=manages")
                .get(0)
                .get("id")
                .asText();
        try (var connection = regions.us().database().connect();
                var statement = connection.prepareStatement("update USER_ENTITY set LAST_NAME = 'X' where ID = ?")) {
            statement.setString(1, user);
            assertEquals(1, statement.executeUpdate());
        }
        assertEquals(List.of("**********"), differingUsers(realm, "manages"));
        assertEquals(List.of(user), differingUsers(realm, "sees-users"));
        eu.post(realm + "/multi-region/verify?repair=true");
        regions.equality(realm).assertRows();
    }

    private List<String> differingUsers(String realm, String operator) {
        var report = new Operator(regions.eu(), realm, operator)
                .attempt("POST", realm + "/multi-region/verify", null)
                .expect(200)
                .json();
        return StreamSupport.stream(report.at("/replicas/0/resources").spliterator(), false)
                .filter(resource -> resource.path("kind").asText().equals("USER"))
                .map(resource -> resource.path("id").asText())
                .toList();
    }

    /** The newest first. */
    private static List<JsonNode> events(Admin admin, String realm, String type) {
        // Keycloak can't filter its admin events by a type that is not its own
        return StreamSupport.stream(admin.get(realm + "/admin-events").spliterator(), false)
                .filter(any -> any.path("resourceType").asText().equals(type))
                .toList();
    }

    /** Whatever the settings for events are, the log has one line of JSON. */
    @Test
    void whatIsDoneIsInTheLog() {
        eu.createRealm(Json.of("{realm:'operated-silent', enabled:true, adminEventsEnabled:false}"));
        regions.replicate("operated-silent");
        var lines = regions.eu().logged("io\\.multiregion\\.audit\\] \\([^)]*\\) (\\{.*operated-silent.*})$");
        assertEquals(1, lines.size(), lines::toString);
        JsonNode line = Json.read(lines.iterator().next());
        assertEquals("MULTI_REGION_REPLICA", line.path("subject").asText());
        assertEquals("CREATE", line.path("operation").asText());
        assertEquals("done", line.path("outcome").asText());
        assertEquals("admin", line.path("who").path("user").asText());
        assertEquals("us", line.path("facts").path("region").asText());
        assertTrue(eu.get("operated-silent/admin-events").isEmpty());
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
