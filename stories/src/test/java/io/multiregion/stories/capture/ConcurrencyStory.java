package io.multiregion.stories.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Writer;
import io.multiregion.stories.props.LargeRows;
import io.multiregion.stories.region.Alone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Promise A and B under load: many write at once, one commits late, one user has very much. */
@Alone
final class ConcurrencyStory {

    @Test
    void fourWriteDuringTheFirstCopyAndAfterIt(TwoRegions regions) {
        var realm = new SampleRealm("busy", TwoRegions.FRONT, 300);
        realm.create(regions.eu().admin());
        var writers = IntStream.range(0, 4)
                .mapToObj(i -> new Writer(regions.eu(), "busy", "w" + i))
                .toList();
        try {
            writers.get(0).awaitWritten(3);
            regions.replicate("busy");
            writers.forEach(writer -> writer.awaitWritten(writer.written() + 15));
        } finally {
            writers.forEach(Writer::close);
        }
        regions.equality("busy").assertRows();
        regions.equality("busy").assertExports();
        assertEquals(0, new Replication(regions.eu().admin(), "busy").differences());
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped(TwoRegions regions) throws Exception {
        var realm = new SampleRealm("late", TwoRegions.FRONT, 0);
        var admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate("late");
        var bob = realm.userId(admin, "bob");
        CompletableFuture<Void> late;
        try (var connection = regions.eu().database().connect();
                var lock = connection.prepareStatement("select ID from USER_ENTITY where ID = ? for update")) {
            connection.setAutoCommit(false);
            lock.setString(1, bob);
            lock.executeQuery();
            late = CompletableFuture.runAsync(
                    () -> admin.put("late/users/" + bob, Json.of("{firstName:'Late', lastName:'Bo'}")));
            var other = regions.eu().admin();
            for (int i = 0; i < 10; i++) {
                other.post("late/users", Json.of("{username:'early%s'}", i));
            }
            Await.upTo(Duration.ofSeconds(20), "the others have arrived")
                    .until(() -> regions.us()
                                    .admin()
                                    .get("late/users?username=early")
                                    .size()
                            == 10);
            assertFalse(late.isDone(), "the late one still waits");
            connection.rollback();
        }
        late.get();
        regions.equality("late").assertRows();
        assertEquals(
                "Late",
                regions.us().admin().get("late/users/" + bob).get("firstName").asText());
    }

    /** As when the journal is trimmed for another replica: the snapshot is older than the row that the cut is to change. */
    @Test
    void aCutThatMeetsAnotherTransactionIsMadeAgain(TwoRegions regions) throws SQLException {
        var eu = regions.eu();
        eu.admin().createRealm(Json.of("{realm:'met', enabled:true}"));
        regions.replicate("met");
        try (var connection = eu.database().connect();
                var onlooker = eu.database().connect();
                var change = connection.prepareStatement("update MR_STREAM set FLOOR = FLOOR where REALM_ID = ?")) {
            connection.setAutoCommit(false);
            change.setString(1, eu.admin().get("met").get("id").asText());
            assertEquals(1, change.executeUpdate());
            eu.admin().post("met/users", Json.of("{username:'met'}"));
            Await.upTo(Duration.ofSeconds(20), "the cut waits for the row")
                    .until(() -> waitsFor(onlooker, "update%MR_STREAM%"));
            connection.commit();
        }
        regions.equality("met").assertRows();
        assertEquals(Set.of(), eu.logged("(replication of realm met .*)"));
    }

    private static boolean waitsFor(Connection connection, String query) {
        try (var waiting = connection.prepareStatement(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike ?")) {
            waiting.setString(1, query);
            return waiting.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTransactionTooLargeForOneMessage(TwoRegions regions) {
        var admin = regions.eu().admin();
        admin.createRealm(Json.of("{realm:'large', enabled:true}"));
        regions.replicate("large");
        LargeRows.create(admin, "large");
        regions.equality("large").assertRows();
        assertEquals(0, new Replication(admin, "large").differences());
    }

    /** Roles and mappings are made in the database: by REST, Keycloak takes minutes for them. */
    @Test
    void aUserWithTenThousandRoles(TwoRegions regions) throws SQLException {
        var admin = regions.eu().admin();
        admin.createRealm(Json.of("{realm:'roles', enabled:true}"));
        var realm = admin.get("roles").get("id").asText();
        var user = admin.create("roles/users", Json.of("{username:'many'}"));
        try (var connection = regions.eu().database().connect();
                var roles = connection.prepareStatement(
                        "insert into KEYCLOAK_ROLE (ID, NAME, REALM_ID, REALM, CLIENT_REALM_CONSTRAINT, CLIENT_ROLE)"
                                + " select gen_random_uuid()::text, 'role-' || n, ?, ?, ?, false"
                                + " from generate_series(1, 10000) n");
                var mappings = connection.prepareStatement("insert into USER_ROLE_MAPPING (ROLE_ID, USER_ID)"
                        + " select ID, ? from KEYCLOAK_ROLE where REALM_ID = ? and NAME like 'role-%'")) {
            roles.setString(1, realm);
            roles.setString(2, realm);
            roles.setString(3, realm);
            roles.executeUpdate();
            mappings.setString(1, user);
            mappings.setString(2, realm);
            assertEquals(10_000, mappings.executeUpdate());
        }
        regions.replicate("roles");
        regions.equality("roles").assertRows();
        admin.put("roles/users/" + user, Json.of("{firstName:'Many'}"));
        regions.equality("roles").assertRows();
        admin.delete("roles/roles/role-1");
        regions.equality("roles").assertRows();
        assertEquals(0, new Replication(admin, "roles").differences());
        admin.delete("roles/users/" + user);
        regions.equality("roles").assertRows();
    }
}
