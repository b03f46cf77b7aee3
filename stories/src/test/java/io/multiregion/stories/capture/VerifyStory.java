package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Difference;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Ghosts;
import io.multiregion.stories.region.BesideOthers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Somebody changes a copy behind the back of both servers: a verification names what differs, and a repair takes the primary's rows. */
@BesideOthers
final class VerifyStory extends VerifiedRealm {

    @Test
    void aCopyThatIsEqual() {
        var report = verify(false);
        assertEquals(0, report.path("differences").asInt(), report::toPrettyString);
        assertTrue(report.path("kinds").size() >= 10, report::toPrettyString);
        report.path("kinds").forEach(kind -> assertTrue(kind.path("equal").asBoolean(), kind::toString));
    }

    @Test
    void whatDiffersIsNamedAndRepaired() throws SQLException {
        var alice = realm.userId(admin, SampleRealm.USER);
        var bob = realm.userId(admin, "bob");
        var user = realm.userId(admin, "user1");
        var south = group("staff/south");
        var extraGroup = UUID.randomUUID().toString();
        var extraUser = UUID.randomUUID().toString();
        var extraRole = UUID.randomUUID().toString();
        tamper("update USER_ENTITY set FIRST_NAME = 'Mallory' where ID = ?", alice);
        tamper("insert into USER_ATTRIBUTE (ID, USER_ID, NAME, VALUE) values (?, ?, 'clearance', 'high')", id(), bob);
        assertEquals(
                1,
                tamper(
                        "delete from USER_ROLE_MAPPING where USER_ID = ? and ROLE_ID in (select ID from "
                                + "KEYCLOAK_ROLE where NAME = 'buyer')",
                        user));
        tamper("delete from KEYCLOAK_GROUP where ID = ?", south);
        tamper(
                "insert into KEYCLOAK_GROUP (ID, NAME, PARENT_GROUP, REALM_ID, TYPE) values (?, 'intruders', ' ', ?, 0)",
                extraGroup,
                realmId);
        tamper(
                "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, NOT_BEFORE)"
                        + " values (?, 'intruder', ?, true, true, ?, 0)",
                extraUser,
                extraUser,
                realmId);
        tamper(
                "insert into USER_GROUP_MEMBERSHIP (GROUP_ID, USER_ID, MEMBERSHIP_TYPE) values (?, ?, 'UNMANAGED')",
                extraGroup,
                extraUser);
        tamper(
                "insert into KEYCLOAK_ROLE (ID, NAME, REALM_ID, CLIENT_REALM_CONSTRAINT, CLIENT_ROLE)"
                        + " values (?, 'intruding', ?, ?, false)",
                extraRole,
                realmId,
                realmId);
        tamper(
                "update REALM_ATTRIBUTE set VALUE = 'http://evil.test' where REALM_ID = ? and NAME = 'frontendUrl'",
                realmId);

        var expected = new TreeSet<>(Set.of(
                "DIFFERENT USER " + alice,
                "DIFFERENT USER " + bob,
                "DIFFERENT USER " + user,
                "MISSING GROUP " + south,
                "EXTRA GROUP " + extraGroup,
                "EXTRA USER " + extraUser,
                "EXTRA ROLE " + extraRole,
                "DIFFERENT REALM " + realmId));
        assertEquals(expected, named(verify(false)));
        assertEquals(expected, named(verify(false)), "asking changes nothing");
        var seen = regions.equality(REALM).differences(Set.of()).stream()
                .map(Difference::table)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "USER_ENTITY",
                        "USER_ATTRIBUTE",
                        "USER_ROLE_MAPPING",
                        "KEYCLOAK_GROUP",
                        "USER_GROUP_MEMBERSHIP",
                        "KEYCLOAK_ROLE",
                        "REALM_ATTRIBUTE")),
                seen,
                "the judge of all stories sees the same");

        assertEquals(expected, named(verify(true)), "a repair tells what it repairs");
        regions.equality(REALM).assertRows();
        assertEquals(Set.of(), named(verify(false)));
        regions.equality(REALM).assertExports();
        assertEquals(
                "Alice",
                regions.us()
                        .admin()
                        .get(REALM + "/users/" + alice)
                        .get("firstName")
                        .asText());
        assertEquals(
                404,
                regions.us()
                        .admin()
                        .attempt("GET", REALM + "/users/" + extraUser, null)
                        .status());
    }

    /** Nothing more goes in: the role that is new on the primary meets another one of its name there. */
    @Test
    void aCopyThatIsStuckIsRepaired() throws SQLException {
        var stuck = new SampleRealm("verify-stuck", TwoRegions.FRONT, 0);
        stuck.create(admin);
        regions.replicate(stuck.name());
        regions.equality(stuck.name()).assertRows();
        var id = admin.get(stuck.name()).get("id").asText();
        var extra = id();
        tamper(
                "insert into KEYCLOAK_ROLE (ID, NAME, REALM_ID, CLIENT_REALM_CONSTRAINT, CLIENT_ROLE)"
                        + " values (?, 'late', ?, ?, false)",
                extra,
                id,
                id);
        tamper(
                "insert into USER_ROLE_MAPPING (USER_ID, ROLE_ID) values (?, ?)",
                stuck.userId(admin, SampleRealm.USER),
                extra);
        admin.post(stuck.name() + "/roles", Json.of("{name:'late'}"));
        var replication = new Replication(admin, stuck.name());
        Await.upTo(Duration.ofSeconds(30), "the copy does not take it")
                .until(
                        () -> !replication
                                .replica("us")
                                .at("/lastError/message")
                                .asText("null")
                                .equals("null"),
                        replication::lastSeen);
        admin.attempt("POST", stuck.name() + "/multi-region/verify?repair=true", null)
                .expect(200);
        regions.equality(stuck.name()).assertRows();
        assertEquals(0, replication.differences());
    }

    /** A copy with a thousand users too many, and one that has the name of a user made meanwhile: no change gets past it. */
    @Test
    void whatIsTooMuchToNameHasTheCopyMadeAgain() throws SQLException {
        var name = "verify-again";
        new SampleRealm(name, TwoRegions.FRONT, 5).create(admin);
        regions.replicate(name);
        regions.equality(name).assertRows();
        var id = admin.get(name).get("id").asText();
        Ghosts.plant(regions.us(), id, 1100);
        tamper(
                "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, NOT_BEFORE)"
                        + " values ('intruder', 'carol', 'intruder', true, true, ?, 0)",
                id);
        admin.post(name + "/users", Json.of("{username:'carol', enabled:true}"));
        var replication = new Replication(admin, name);
        Await.upTo(Duration.ofSeconds(30), "eu says what to do")
                .until(
                        () -> replication
                                .replica("us")
                                .at("/lastError/message")
                                .asText()
                                .contains("verify?repair=true"),
                        replication::lastSeen);

        assertEquals("COPYING", verify(name, true).path("repair").asText());
        regions.equality(name).assertRows();
        regions.equality(name).assertExports();
        var after = verify(name, true);
        assertEquals(0, after.path("differences").asInt(), after::toPrettyString);
        assertEquals("EQUAL", after.path("repair").asText());
        assertEquals(
                "ACTIVE",
                new Replication(admin, name).replica("us").path("status").asText());
    }

    /** Its stream can't go on: whoever asks is told why at once, and takes it back. */
    @Test
    void aVerificationIsTakenBack() throws SQLException {
        var name = "verify-taken-back";
        new SampleRealm(name, TwoRegions.FRONT, 0).create(admin);
        regions.replicate(name);
        regions.equality(name).assertRows();
        var id = admin.get(name).get("id").asText();
        var replication = new Replication(admin, name);
        var url = replication.replica("us").path("url").asText();
        var path = name + "/multi-region/verify";
        move(id, url.replaceFirst(":[0-9]+$", ":1"));
        var waiting = admin.attempt("POST", path, null).expect(202).json();
        assertFalse(waiting.path("done").asBoolean(true), waiting::toPrettyString);
        assertTrue(
                waiting.path("replicas").get(0).path("error").asText().contains("no answer"), waiting::toPrettyString);
        assertFalse(admin.get(path).path("done").asBoolean(true));
        assertTrue(admin.attempt("DELETE", path, null)
                .expect(200)
                .json()
                .path("done")
                .asBoolean());
        move(id, url);
        Await.upTo(Duration.ofSeconds(30), "its stream goes on")
                .until(() -> replication.replica("us").path("lastError").isNull(), replication::lastSeen);
        assertTrue(admin.get(path).path("done").asBoolean(), "it was not done after all");
        assertEquals(0, verify(name, false).path("differences").asInt(-1));
    }

    private void move(String realmId, String url) throws SQLException {
        try (var connection = regions.eu().database().connect();
                var statement = connection.prepareStatement("update MR_REPLICA set URL = ? where REALM_ID = ?")) {
            statement.setString(1, url);
            statement.setString(2, realmId);
            assertEquals(1, statement.executeUpdate());
        }
    }

    @Test
    void aRealmWithoutReplicas() {
        admin.createRealm(Json.of("{realm:'verify-alone', enabled:true}"));
        var answer = admin.attempt("POST", "verify-alone/multi-region/verify", null);
        assertEquals(409, answer.status());
        assertEquals("not_replicated", answer.json().path("error").asText());
    }

    @Test
    void theSecondarySendsToThePrimary() {
        var answer = regions.us().admin().attempt("POST", REALM + "/multi-region/verify", null);
        assertEquals(409, answer.status(), answer::text);
    }
}
