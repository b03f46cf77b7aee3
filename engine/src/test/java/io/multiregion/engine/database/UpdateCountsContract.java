package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.OpenEntries;
import io.multiregion.engine.node.Lease;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import io.multiregion.schema.SchemaDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a driver means by the count of an update, rows that it found or rows that are different now: what is done a second time with
 * the same values is done, and is not taken for what somebody else has taken away.
 */
abstract class UpdateCountsContract {

    private KeycloakDatabase database;

    /** An empty database, and a driver that counts in one way. */
    abstract SchemaDatabase made();

    /** What the driver says of an update that finds a row and leaves it as it is. */
    abstract int unchanged();

    @BeforeEach
    void make() {
        database = new KeycloakDatabase(made());
        database.realm("acme", "acme");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theDriverCountsInThisWay() {
        database.run(connection -> assertEquals(
                unchanged(), Sql.update(connection, "update MR_REALM set EPOCH = 0 where REALM_ID = 'acme'")));
    }

    /** The clock stands still: a renewal finds what it writes. */
    @Test
    void aLeaseIsRenewedWithinTheSameMoment() {
        Lease one = new Lease(database, "one");
        assertTrue(one.hold());
        for (int again = 0; again < 20; again++) {
            assertTrue(one.hold());
        }
        assertFalse(new Lease(database, "other").hold());
    }

    @Test
    void whatIsSaidTwiceStands() {
        assertDoesNotThrow(() -> {
            for (int again = 0; again < 2; again++) {
                database.run(connection -> {
                    ModelRows.set(connection, "acme", "26.7.0");
                    DeposedRows.begin(connection, "acme", 3);
                    VerificationRows.begin(connection, "acme", "us", "v", "0");
                    ResourceKey user = new ResourceKey(Kind.USER, "u");
                    WithdrawnConsents.note(connection, "acme", user, "app", 5);
                });
            }
        });
        database.run(
                connection -> assertEquals("26.7.0", ModelRows.all(connection).get("acme")));
    }

    @Test
    void aVerificationThatStandsStillWasNotTakenBack() {
        database.run(connection -> {
            VerificationRows.begin(connection, "acme", "us", "v", "0");
            assertTrue(VerificationRows.note(connection, "acme", "us", "v", "0"));
            assertFalse(VerificationRows.note(connection, "acme", "us", "w", "0"));
            VerificationRows.takeBack(connection, "acme");
            assertFalse(VerificationRows.note(connection, "acme", "us", "v", "0"));
        });
    }

    /** The kept entry gets the time of the latest, and has that already where all were written in one moment. */
    @Test
    void entriesOfOneMomentAreFolded() {
        Journal journal = new Journal("eu");
        ResourceKey user = new ResourceKey(Kind.USER, "u");
        database.run(connection -> {
            for (int i = 0; i < 3; i++) {
                journal.append(connection, "acme", 1, List.of(user), 1000);
            }
        });
        new OpenEntries(database).fold("acme", 10_000, Duration.ofSeconds(5));
        assertEquals(List.of("1000 1000"), entries());
        database.run(connection -> journal.append(connection, "acme", 1, List.of(user), 1000));
        database.run(connection -> journal.append(connection, "acme", 1, List.of(user), 2000));
        new OpenEntries(database).fold("acme", 10_000, Duration.ofSeconds(5));
        assertEquals(List.of("1000 2000"), entries(), "since when it stands, and the latest");
    }

    private List<String> entries() {
        return database.transaction(connection -> Sql.list(
                connection,
                "select SINCE, COMMITTED_AT from MR_JOURNAL order by ID",
                row -> row.getLong(1) + " " + row.getLong(2)));
    }
}
