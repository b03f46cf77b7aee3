package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.History;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.history.Scribe;
import io.multiregion.stories.props.Ghosts;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Promise D: a deposed primary comes back in any state, and never writes once it can know that it is deposed. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FencingStory {

    private static final Duration NOTICED = Duration.ofSeconds(30);

    private TwoRegions regions;
    private Region eu;
    private Region us;

    @BeforeAll
    void start(TwoRegions started) {
        regions = started;
        eu = regions.eu();
        us = regions.us();
    }

    @AfterEach
    void heal() {
        regions.heal();
    }

    @Test
    void theFrozenPrimaryResumes() {
        var roles = Roles.bare(regions, "frozen");
        var history = new History();
        try (var one = new Scribe(eu, "frozen", "one", history);
                var two = new Scribe(eu, "frozen", "two", history);
                var other = new Scribe(us, "frozen", "other", history)) {
            history.awaitMore(eu, 20);
            eu.freeze();
            history.note("eu is frozen");
            history.note("failover: " + roles.at(us).forceFailover().expect(200).text());
            history.awaitMore(us, 10);
            eu.thaw();
            history.note("eu is thawed");
            roles.awaitPrimary(us);
            history.awaitMore(us, 10);
        }
        roles.judge(history);
    }

    /** A lock in the database holds one write of eu until eu has become a secondary. */
    @Test
    void aTransactionThatResumesAfterTheFailover() throws Exception {
        var roles = Roles.replicated(regions, "resumed");
        var bob = new SampleRealm("resumed", TwoRegions.FRONT, 0).userId(eu.admin(), "bob");
        var admin = eu.admin();
        admin.get("resumed");
        CompletableFuture<Answer> held;
        boolean deposed;
        try (var connection = eu.database().connect();
                var lock = connection.prepareStatement("select ID from USER_ENTITY where ID = ? for update")) {
            connection.setAutoCommit(false);
            lock.setString(1, bob);
            lock.executeQuery();
            held = CompletableFuture.supplyAsync(
                    () -> admin.attempt("PUT", "resumed/users/" + bob, Json.of("{firstName:'Late', lastName:'Bo'}")));
            Await.upTo(NOTICED, "the write waits for the lock").until(() -> waiting(eu));
            roles.at(us).forceFailover().expect(200);
            assertTrue(roles.writes(us, "first-in-us"));
            deposed = becomesSecondary(roles);
            connection.rollback();
        }
        var answer = held.get();
        roles.awaitPrimary(us);
        roles.equality(us).assertRows();
        var bobInUs = us.admin().get("resumed/users/" + bob).path("firstName").asText();
        assertEquals("Bob", bobInUs);
        if (answer.status() == 204) {
            assertFalse(deposed, "it was written after eu had become a secondary");
            roles.listed(us, "bob");
        }
    }

    @Test
    void aPrimaryThatStartsAloneWaitsForItsOperator() {
        var roles = Roles.replicated(regions, "alone");
        var realm = new SampleRealm("alone", TwoRegions.FRONT, 0);
        roles.equality(eu).assertRows();
        eu.stop();
        regions.toUs().set(Link.State.DOWN);
        regions.toEu().set(Link.State.DOWN);
        eu.start().awaitReady();
        var state = roles.at(eu).state();
        assertEquals("PRIMARY", state.path("role").asText());
        assertFalse(state.path("writable").asBoolean(true), state::toString);
        assertFalse(state.path("notWritableBecause").asText("null").matches("null|"), state::toString);
        var refused = roles.write(eu, "too-early");
        assertTrue(refused.status() == 409 || refused.status() == 503, refused::text);
        assertEquals(200, realm.at(eu).attempt("bob", "bob-secret").status(), "users sign in");

        long epoch = state.path("epoch").asLong();
        var report = roles.at(eu).forceFailover().expect(200).json();
        assertEquals(epoch + 1, report.path("epoch").asLong());
        assertTrue(roles.writes(eu, "by-order"));
        regions.heal();
        roles.awaitPrimary(eu);
        var session = realm.at(eu).password("bob", "bob-secret").session();
        roles.equality(eu).assertRows(Set.of(session));
        assertEquals(Set.of(), roles.users(us, "too-early"));

        eu.stop();
        regions.toUs().set(Link.State.DOWN);
        regions.toEu().set(Link.State.DOWN);
        eu.start().awaitReady();
        assertFalse(roles.at(eu).writable());
        regions.heal();
        roles.awaitPrimary(eu);
        assertTrue(roles.writes(eu, "by-itself"), "it asks the other region, and needs nobody");
        roles.equality(eu).assertRows(Set.of(session));
    }

    @Test
    void anOldBackupIsRestored() throws SQLException {
        var roles = Roles.bare(regions, "restored");
        roles.switchover(eu, us);
        roles.awaitPrimary(us);
        roles.equality(us).assertRows();
        var copy = us.home().resolveSibling("restored-backup");
        us.stop();
        us.database().backUp(copy);
        us.start().awaitReady();
        roles.awaitPrimary(us);
        assertTrue(roles.writes(us, "after-the-backup"));
        roles.equality(us).assertRows();
        var id = realmId("restored");
        Await.upTo(NOTICED, "no journal reaches back to the backup")
                .until(() -> stream(eu, "FLOOR", id) >= stream(us, "SEQUENCE", id));
        us.kill();
        roles.at(eu).forceFailover().expect(200);
        assertTrue(roles.writes(eu, "in-eu"));

        us.database().restore(copy);
        // users who were deleted since: more than anybody names one by one
        Ghosts.plant(us, id, 1100);
        us.start().awaitReady();
        var history = new History();
        try (var scribe = new Scribe(us, "restored", "backup", history)) {
            roles.awaitPrimary(eu);
        }
        assertEquals(0, history.acknowledged(), history::all);
        assertTrue(roles.writes(eu, "in-eu-again"));
        roles.equality(eu).assertRows();
        assertEquals(Set.of("after-the-backup"), roles.users(us, "after-"));
        assertEquals(0, roles.at(eu).differences());
    }

    private static long stream(Region region, String column, String realmId) {
        try (var connection = region.database().connect();
                var select = connection.prepareStatement("select " + column + " from MR_STREAM where REALM_ID = ?")) {
            select.setString(1, realmId);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String realmId(String realm) {
        return eu.admin().get(realm).get("id").asText();
    }

    private boolean becomesSecondary(Roles roles) {
        try {
            Await.upTo(Duration.ofSeconds(5), "eu is deposed")
                    .until(() -> roles.at(eu).role().equals("SECONDARY"));
            return true;
        } catch (AssertionError e) {
            // it waits for the write that is under way: that is as good
            return false;
        }
    }

    private static boolean waiting(Region region) throws SQLException {
        try (var connection = region.database().connect();
                var waiting = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }
}
