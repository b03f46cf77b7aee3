package io.multiregion.engine.node;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Which node of this region ships: one row, held on the database's clock. Whoever uses the lease checks it again in the very
 * transaction that must not be done by two, so a node that was frozen and comes back does no harm.
 */
public final class Lease {

    private static final String NAME = "shipper";
    private static final Duration TERM = Duration.ofSeconds(5);

    /** Longer than it takes another node to take over. */
    private static final Duration LAPSE = Duration.ofSeconds(3);

    /** No lease that is held lasts for longer: one that does is left over from before the database's clock was set back. */
    private static final Duration LONGEST = TERM.multipliedBy(2);

    private final Connections connections;
    private final String owner;

    /** @param owner names this node; new at every start */
    public Lease(Connections connections, String owner) {
        this.connections = connections;
        this.owner = owner;
    }

    /** Takes or renews the lease; true if this node holds it for the next five seconds. */
    public boolean hold() {
        return connections.transaction(connection -> {
            String held = held(connection);
            String until = Dialect.of(connection).moment(TERM);
            // a renewal within the same millisecond changes nothing: its count would not say whether the lease is held
            if (Sql.holds(
                    connection, "select FENCE from MR_LEASE where NAME = ? and OWNER = ? and " + held, NAME, owner)) {
                Sql.update(connection, "update MR_LEASE set EXPIRES_AT = " + until + " where NAME = ?", NAME);
                return true;
            }
            boolean lapsed = hasLapsed(connection);
            if (Sql.update(
                            connection,
                            "update MR_LEASE set OWNER = ?, FENCE = FENCE + 1, EXPIRES_AT = " + until
                                    + " where NAME = ? and not (" + held + ")",
                            owner,
                            NAME)
                    == 1) {
                if (lapsed) {
                    RealmRows.doubtAll(connection);
                }
                return true;
            }
            return Sql.update(
                            connection,
                            "insert into MR_LEASE (NAME, OWNER, FENCE, EXPIRES_AT) select ?, ?, 1, " + until
                                    + " where not exists (select 1 from MR_LEASE where NAME = ?)",
                            NAME,
                            owner,
                            NAME)
                    == 1;
        });
    }

    /**
     * Whether no node of this region was alive for longer than it takes another one to take over, or nobody can tell: meanwhile another
     * region may have become the primary of what this one is the primary of.
     */
    private static boolean hasLapsed(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "select 1 from MR_LEASE where NAME = ? and (EXPIRES_AT < "
                                + Dialect.of(connection).moment(LAPSE.negated()) + " or EXPIRES_AT > "
                                + Dialect.of(connection).moment(LONGEST) + ")",
                        row -> 1,
                        NAME)
                .isPresent();
    }

    /** At the start of a node: if none was alive until now, no realm takes writes before epochs were compared. */
    public void doubtIfAlone() {
        connections.transaction(connection -> Sql.first(
                                connection,
                                "select 1 from MR_LEASE where NAME = ? and not (" + held(connection) + ")",
                                row -> 1,
                                NAME)
                        .isPresent()
                ? RealmRows.doubtAll(connection)
                : 0);
    }

    /** Whether any node of this region is alive, as far as the database knows. */
    public boolean isHeld() {
        return connections.transaction(connection -> Sql.first(
                        connection, "select 1 from MR_LEASE where NAME = ? and " + held(connection), row -> 1, NAME)
                .isPresent());
    }

    /** @throws LostException if another node may hold the lease by now; the caller's transaction rolls back */
    public void check(Connection connection) throws SQLException {
        if (Sql.first(
                        connection,
                        "select FENCE from MR_LEASE where NAME = ? and OWNER = ? and " + held(connection),
                        row -> row.getLong(1),
                        NAME,
                        owner)
                .isEmpty()) {
            throw new LostException();
        }
    }

    /** Lets another node take over at once. */
    public void release() {
        connections.transaction(connection -> Sql.update(
                connection,
                "update MR_LEASE set EXPIRES_AT = " + now(connection) + " where NAME = ? and OWNER = ?",
                NAME,
                owner));
    }

    private static String now(Connection connection) throws SQLException {
        return Dialect.of(connection).moment(Duration.ZERO);
    }

    private static String held(Connection connection) throws SQLException {
        return "EXPIRES_AT between " + now(connection) + " + 1 and "
                + Dialect.of(connection).moment(LONGEST);
    }

    /** Another node ships. Nothing was done; there is nothing to do. */
    public static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("another node of this region ships now");
        }
    }
}
