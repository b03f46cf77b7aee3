package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What operators do is recorded, and each is told what he may know and may not do alone. */
@Alone
final class AuditStory extends OperatedRealm {

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
}
