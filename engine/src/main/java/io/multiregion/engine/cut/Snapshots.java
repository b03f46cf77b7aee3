package io.multiregion.engine.cut;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Held;
import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Snapshots of the database that stand for a position of a realm: one at a time for each realm. */
public final class Snapshots {

    /** How often one is begun anew that meets other transactions at the same rows. */
    private static final int ATTEMPTS = 5;

    /** Checks, inside a cut's transaction, that this node still is the one that ships; throws if it is not. */
    @FunctionalInterface
    public interface LeaseCheck {
        void in(Connection connection) throws SQLException;
    }

    /** Work to do at a position, in the snapshot that the position stands for. */
    @FunctionalInterface
    public interface AtPosition<T> {
        /** @param takenAt the instant as of which the snapshot holds all that was committed, in milliseconds since 1970 */
        T in(Connection connection, Position position, long takenAt) throws SQLException;
    }

    private final Connections connections;
    private final Journal journal;
    private final Clock clock;
    private final Map<String, Lock> realmLocks = new ConcurrentHashMap<>();

    Snapshots(Connections connections, Journal journal, Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.clock = clock;
    }

    /** Work to do in a snapshot, where the stream stands as it is then. */
    private interface AtHead<T> {
        T in(Connection connection, Arrears.Head head, long takenAt) throws SQLException;
    }

    /**
     * Gives sequences to all committed changes and does some reading in the very same snapshot. Others wait for it: it sends nothing.
     *
     * @throws RoleMovedException if this region is no longer the primary
     */
    public <T> T at(RealmState realm, LeaseCheck lease, AtPosition<T> work) {
        Lock turn = turn(realm);
        turn.lock();
        try {
            return held(realm, lease, (connection, head, takenAt) -> work.in(connection, head.position(), takenAt));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Gives sequences to all committed changes, and reads nothing: for whoever wants to know the position of what he has committed. Any
     * node may do so: two of them meet at the stream's row.
     *
     * @param patience for how long another snapshot of the realm is waited for
     * @return a position that holds all that was committed before this call; empty if none was to be had
     */
    Optional<Position> sequenced(RealmState realm, Duration patience) {
        Lock turn = turn(realm);
        try {
            if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            Arrears.Head head = held(realm, connection -> {}, (connection, there, takenAt) -> there);
            return head.open() ? Optional.empty() : Optional.of(head.position());
        } catch (RoleMovedException e) {
            return Optional.empty();
        } finally {
            turn.unlock();
        }
    }

    private Lock turn(RealmState realm) {
        return realmLocks.computeIfAbsent(realm.realmId(), id -> new ReentrantLock());
    }

    private <T> T held(RealmState realm, LeaseCheck lease, AtHead<T> work) {
        Held.oneMore();
        try {
            return inTurn(realm, lease, work);
        } finally {
            Held.oneLess();
        }
    }

    private <T> T inTurn(RealmState realm, LeaseCheck lease, AtHead<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return connections.snapshot(connection -> {
                    long takenAt = clock.millis();
                    lease.in(connection);
                    return work.in(connection, sequence(connection, realm), takenAt);
                });
            } catch (DatabaseException e) {
                // only sequences are written, and before the work begins: the snapshot is older than what another
                // transaction wrote
                if (!e.isConflict() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Once the realm is handed over no sequence is given out any more: the target takes over from the last one, and sessions that are
     * written later are this region's own unless the target does not take over.
     */
    private Arrears.Head sequence(Connection connection, RealmState realm) throws SQLException {
        Arrears.Head head = Arrears.head(connection, realm.realmId(), realm.epoch())
                .orElseThrow(() ->
                        new RoleMovedException("this region is no longer the primary of realm " + realm.realmName()));
        if (head.closed() || !head.open()) {
            return head;
        }
        Position next = new Position(realm.epoch(), head.position().sequence() + 1);
        journal.sequence(connection, realm.realmId(), next, head.rest());
        return head.at(next);
    }
}
