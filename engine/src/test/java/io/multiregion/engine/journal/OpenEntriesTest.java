package io.multiregion.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal while the only replica is away: one entry for each resource, however often it changes, measured at the same cost. */
final class OpenEntriesTest {

    private static final String REALM = "acme";
    private static final int RESOURCES = 700;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Journal journal = new Journal("eu");
    private final OpenEntries open = new OpenEntries(database);
    private long now = 1000;

    @BeforeEach
    void lead() {
        database.realm(REALM, REALM);
        database.run(connection -> RealmRows.assume(
                connection,
                RealmStates.of(
                        REALM,
                        REALM,
                        Role.PRIMARY,
                        1,
                        ReplicaStatus.ACTIVE,
                        "eu",
                        URI.create("https://eu.example.com"),
                        Position.START,
                        Position.START,
                        Instant.EPOCH,
                        null)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void change(int times) {
        database.run(connection -> {
            for (int i = 0; i < times; i++) {
                ResourceKey resource = new ResourceKey(Kind.USER, "user" + i % RESOURCES);
                journal.append(connection, REALM, 1, List.of(resource), now++);
            }
        });
    }

    private Journal.Backlog backlog() {
        return database.transaction(connection -> journal.backlog(connection, REALM, 0));
    }

    private long entries() {
        return database.transaction(
                        connection -> Sql.first(connection, "select count(*) from MR_JOURNAL", row -> row.getLong(1)))
                .orElseThrow();
    }

    private void fold() {
        open.fold(REALM, backlog().open(), LONG);
    }

    @Test
    void aResourceHasOneEntryWhoeverIsAway() {
        for (int hours = 0; hours < 3; hours++) {
            change(7 * RESOURCES + 11);
            fold();
            assertEquals(RESOURCES, entries());
        }
        assertEquals(1000, backlog().oldestCommittedAt(), "it is behind since the first change");
        assertEquals(
                List.of(now - 1),
                database.transaction(connection ->
                        Sql.list(connection, "select max(COMMITTED_AT) from MR_JOURNAL", row -> row.getLong(1))));
        change(1);
        int shipped = database.transaction(connection -> {
            journal.sequence(connection, REALM, new Position(1, 1), true);
            return journal.after(connection, REALM, 0).size();
        });
        assertEquals(RESOURCES, shipped);
    }

    /** Its entry has a lower number than those that were folded before. */
    @Test
    void whoCommitsLateIsFoldedToo() throws Exception {
        try (Connection late = database.open()) {
            late.setAutoCommit(false);
            journal.append(late, REALM, 1, List.of(new ResourceKey(Kind.USER, "user5")), now++);
            change(3 * RESOURCES);
            fold();
            assertEquals(RESOURCES, entries());
            late.commit();
        }
        for (int passes = 0; passes < 3; passes++) {
            change(2 * RESOURCES);
            fold();
        }
        assertEquals(RESOURCES, entries());
    }

    @Test
    void fewAreLeftToTheNextCut() {
        change(RESOURCES);
        change(10);
        fold();
        assertEquals(RESOURCES + 10, entries());
    }

    /** A cut gives a sequence to the first entry, and its snapshot has not seen the change that the second one stands for. */
    @Test
    void aChangeThatACutHasNotSeenIsNeverFoldedIntoOneThatItHas() throws Exception {
        change(3 * RESOURCES);
        long before = entries();
        Object cut = database.snapshot(connection -> {
            // the snapshot begins
            assertEquals(
                    before,
                    Sql.first(connection, "select count(*) from MR_JOURNAL", row -> row.getLong(1))
                            .orElseThrow());
            change(RESOURCES);
            fold();
            try {
                journal.sequence(connection, REALM, new Position(1, 1), true);
                return "it saw what is there now: "
                        + Sql.first(
                                        connection,
                                        "select count(*) from MR_JOURNAL where SEQUENCE = 1",
                                        row -> row.getLong(1))
                                .orElseThrow();
            } catch (SQLException e) {
                return e;
            }
        });
        assertTrue(cut instanceof SQLException, () -> "a cut that is older than a fold does not go on: " + cut);
    }

    @Test
    void manyAreMeasuredAtTheCostOfAFew() {
        change((int) Journal.Backlog.MOST + 5);
        assertEquals(Journal.Backlog.MOST, backlog().entries());
        assertEquals(1000, backlog().oldestCommittedAt());
        database.run(connection -> {
            String plan = Sql.first(
                            connection,
                            "explain analyze select count(*) from (select ID from MR_JOURNAL where REALM_ID = 'acme'"
                                    + " and SEQUENCE is null order by REALM_ID, SEQUENCE, ID fetch first 10 rows only) few",
                            row -> row.getString(1))
                    .orElseThrow();
            assertTrue(plan.contains("scanCount: 11") || plan.contains("scanCount: 10"), plan);
        });
    }
}
