package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.node.Lease;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine relies on where transactions run at the same time. */
abstract class ConcurrencyContract {

    private static final String LOCKED = "select ROLE from MR_REALM where REALM_ID = ?";
    static final String CHANGE = "update MR_REALM set EPOCH = EPOCH + 1 where REALM_ID = 'acme'";

    KeycloakDatabase database;
    Transactions transactions;

    /** An empty database of this product. */
    abstract SchemaDatabase made(TextOrder order);

    /** Its words. */
    abstract Dialect dialect();

    /** Whether readers with a lock pass each other, or queue. */
    abstract boolean sharesReadLocks();

    /** Takes a session to another time zone. */
    String inTimeZone(String zone, String offset) {
        return "set time zone '" + zone + "'";
    }

    /** What it says of a row that is there already. */
    String duplicateState() {
        return "23505";
    }

    @BeforeEach
    void make() {
        database = new KeycloakDatabase(made(TextOrder.CODE_POINTS));
        transactions = new Transactions(database);
        database.realm("acme", "acme");
    }

    @AfterEach
    void close() {
        transactions.close();
        database.close();
    }

    @Test
    void itIsKnownByName() {
        assertEquals(dialect(), database.dialect());
    }

    @Test
    void aLockMakesOthersWaitUntilTheTransactionEnds() {
        Transactions.UnderWay holder = transactions.begin(connection -> {
            RealmRows.lock(connection, "acme");
            Sql.update(connection, CHANGE);
        });
        Future<Long> other = transactions.start(connection -> Sql.locked(
                        connection, "select EPOCH from MR_REALM where REALM_ID = ?", row -> row.getLong(1), "acme")
                .orElseThrow());
        Transactions.assertWaits(other);
        holder.commit();
        assertEquals(1, Transactions.result(other), "it sees what it waited for");
    }

    @Test
    void whatOthersHaveLockedIsPassedOver() {
        database.realm("shop", "shop");
        Transactions.UnderWay holder = transactions.begin(connection -> RealmRows.lock(connection, "acme"));
        String all = dialect().lockFree("select REALM_ID from MR_REALM where REALM_ID in ('acme', 'shop')");
        assertEquals(
                List.of("shop"),
                database.transaction(connection -> Sql.list(connection, all, row -> row.getString(1))));
        holder.commit();
        assertEquals(
                2,
                database.transaction(connection -> Sql.list(connection, all, row -> 1))
                        .size());
    }

    @Test
    void aReadersLockMakesAChangeWait() {
        Transactions.UnderWay holder = transactions.begin(this::lockForRead);
        Future<Integer> change = transactions.start(connection -> Sql.update(connection, CHANGE));
        Transactions.assertWaits(change);
        holder.commit();
        assertEquals(1, Transactions.result(change));
    }

    @Test
    void readersPassEachOtherWhereTheProductCan() {
        Transactions.UnderWay holder = transactions.begin(this::lockForRead);
        Future<Integer> other = transactions.start(connection -> {
            lockForRead(connection);
            return 1;
        });
        if (!sharesReadLocks()) {
            Transactions.assertWaits(other);
            holder.commit();
        }
        assertEquals(1, Transactions.result(other));
        holder.commit();
    }

    private void lockForRead(Connection connection) throws SQLException {
        Sql.first(connection, dialect().lockForRead(LOCKED), row -> 1, "acme").orElseThrow();
    }

    @Test
    void aLeaseIsHeldByOneOnTheDatabasesClock() {
        Lease one = new Lease(database, "one");
        Lease other = new Lease(database, "other");
        assertTrue(one.hold());
        assertTrue(one.hold(), "renewed");
        assertFalse(other.hold());
        lapse();
        assertFalse(one.isHeld());
        assertTrue(other.hold());
        assertThrows(Lease.LostException.class, () -> database.run(one::check));
        database.run(other::check);
        other.release();
        assertTrue(one.hold());
    }

    @Test
    void ofManyWhoWantALeaseOneGetsIt() {
        List<Object> outcomes = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            database.run(connection -> Sql.update(connection, "delete from MR_LEASE"));
            outcomes.addAll(transactions.atOnce(
                    4, connection -> new Lease(database, UUID.randomUUID().toString()).hold()));
        }
        assertEquals(5, outcomes.stream().filter(Boolean.TRUE::equals).count(), outcomes::toString);
    }

    @Test
    void aLeaseSaysTheSameInEveryTimeZone() {
        Lease east = new Lease(in("Asia/Tokyo", "+09:00"), "east");
        Lease west = new Lease(in("America/Los_Angeles", "-08:00"), "west");
        assertTrue(east.hold());
        assertFalse(west.hold());
        assertTrue(west.isHeld());
        east.release();
        assertTrue(west.hold());
        assertFalse(east.hold());
        assertTrue(east.isHeld());
    }

    private Connections in(String zone, String offset) {
        return () -> {
            Connection connection = database.open();
            try (PreparedStatement statement = connection.prepareStatement(inTimeZone(zone, offset))) {
                statement.execute();
            }
            return connection;
        };
    }

    /** The holder is gone, and the database's clock was set back: its lease seems to last for an hour. */
    @Test
    void aLeaseThatLastsTooLongIsNotWaitedFor() {
        Lease gone = new Lease(database, "gone");
        Lease other = new Lease(database, "other");
        assertTrue(gone.hold());
        expire(Duration.ofHours(1));
        assertFalse(other.isHeld());
        assertTrue(other.hold());
        assertThrows(Lease.LostException.class, () -> database.run(gone::check));
        assertFalse(gone.hold());
    }

    private void lapse() {
        expire(Duration.ofSeconds(-1));
    }

    private void expire(Duration later) {
        String at = dialect().moment(later);
        database.run(connection -> assertEquals(1, Sql.update(connection, "update MR_LEASE set EXPIRES_AT = " + at)));
    }

    @Test
    void aSnapshotIsOfOneMoment() {
        database.snapshot(connection -> {
            assertEquals(0, epoch(connection));
            changeElsewhere();
            assertEquals(0, epoch(connection));
            return 0;
        });
        assertEquals(1, database.transaction(ConcurrencyContract::epoch));
        database.run(connection -> {
            assertEquals(1, epoch(connection));
            changeElsewhere();
            assertEquals(2, epoch(connection), "the connection has its usual isolation again");
        });
    }

    /** A cut sequences what its snapshot has seen: what was changed since, the journal folded into it perhaps, is not its own any more. */
    @Test
    void whatWasChangedSinceASnapshotIsNotChangedInIt() {
        for (String since : List.of(CHANGE, "delete from MR_REALM where REALM_ID = 'acme'")) {
            DatabaseException failure = assertThrows(
                    DatabaseException.class,
                    () -> database.snapshot(connection -> {
                        assertTrue(epoch(connection) >= 0);
                        database.run(other -> assertEquals(1, Sql.update(other, since)));
                        return Sql.update(connection, CHANGE);
                    }));
            assertTrue(failure.isConflict(), failure::toString);
        }
    }

    static long epoch(Connection connection) throws SQLException {
        return Sql.first(connection, "select EPOCH from MR_REALM where REALM_ID = 'acme'", row -> row.getLong(1))
                .orElseThrow();
    }

    @Test
    void ofManyWhoEnrolARealmOneDoes() {
        List<Object> outcomes = transactions.atOnce(4, connection -> {
            RealmRows.enrol(connection, "shop");
            return true;
        });
        assertEquals(1, outcomes.stream().filter(Boolean.TRUE::equals).count(), outcomes::toString);
        outcomes.stream()
                .filter(DatabaseException.class::isInstance)
                .forEach(failure -> assertTrue(
                        ((DatabaseException) failure).getMessage().contains("SQLSTATE " + duplicateState()),
                        failure::toString));
        assertEquals(
                List.of(1L),
                database.transaction(connection -> Sql.list(
                        connection, "select count(*) from MR_REALM where REALM_ID = 'shop'", row -> row.getLong(1))));
    }

    @Test
    void aTransactionThatIsGivenUpForAnotherIsAConflict() {
        database.realm("shop", "shop");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        Set<String> free = new HashSet<>(Set.of("acme", "shop"));
        List<Object> outcomes = transactions.atOnce(2, connection -> {
            String first;
            synchronized (free) {
                first = free.iterator().next();
                free.remove(first);
            }
            RealmRows.lock(connection, first);
            try {
                bothHoldOne.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            RealmRows.lock(connection, first.equals("acme") ? "shop" : "acme");
            return true;
        });
        List<DatabaseException> failures = outcomes.stream()
                .filter(DatabaseException.class::isInstance)
                .map(DatabaseException.class::cast)
                .toList();
        assertEquals(1, failures.size(), outcomes::toString);
        assertTrue(failures.get(0).isConflict(), failures::toString);
    }

    @Test
    void whatIsThereTwiceIsNoConflict() {
        DatabaseException failure = assertThrows(
                DatabaseException.class, () -> database.run(connection -> RealmRows.enrol(connection, "acme")));
        assertFalse(failure.isConflict());
    }

    private void changeElsewhere() {
        database.run(connection -> assertEquals(1, Sql.update(connection, CHANGE)));
    }
}
