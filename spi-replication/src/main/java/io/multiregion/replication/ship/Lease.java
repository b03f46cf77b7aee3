package io.multiregion.replication.ship;

import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which node of this region ships: one row, held on the database's clock. Whoever uses the lease checks it again in the very
 * transaction that must not be done by two, so a node that was frozen and comes back does no harm.
 */
public final class Lease {

    private static final String NAME = "shipper";
    private static final String UNTIL = "current_timestamp + interval '5' second";

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
            if (Sql.update(
                            connection,
                            "update MR_LEASE set EXPIRES_AT = " + UNTIL + " where NAME = ? and OWNER = ?",
                            NAME,
                            owner)
                    == 1) {
                return true;
            }
            if (Sql.update(
                            connection,
                            "update MR_LEASE set OWNER = ?, FENCE = FENCE + 1, EXPIRES_AT = " + UNTIL
                                    + " where NAME = ? and EXPIRES_AT < current_timestamp",
                            owner,
                            NAME)
                    == 1) {
                return true;
            }
            return Sql.update(
                            connection,
                            "insert into MR_LEASE (NAME, OWNER, FENCE, EXPIRES_AT) select ?, ?, 1, " + UNTIL
                                    + " where not exists (select 1 from MR_LEASE where NAME = ?)",
                            NAME,
                            owner,
                            NAME)
                    == 1;
        });
    }

    /** @throws LostException if another node may hold the lease by now; the caller's transaction rolls back */
    void check(Connection connection) throws SQLException {
        if (Sql.first(
                        connection,
                        "select FENCE from MR_LEASE where NAME = ? and OWNER = ? and EXPIRES_AT > current_timestamp",
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
                "update MR_LEASE set EXPIRES_AT = current_timestamp where NAME = ? and OWNER = ?",
                NAME,
                owner));
    }

    /** Another node ships. Nothing was done; there is nothing to do. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException() {
            super("another node of this region ships now");
        }
    }
}
