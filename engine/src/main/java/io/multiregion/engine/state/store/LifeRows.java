package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How far each realm has come in this region, in all its lives: what is remembered here never falls, not by release, deletion or
 * re-creation of the realm. Methods work in the caller's transaction; whoever locks the realm's row or its stream's does so before.
 */
public final class LifeRows {

    /**
     * The highest epoch, and the highest number of an order in that epoch.
     *
     * @param control given out by this region or taken from another one
     */
    public record Life(long epoch, long control) {

        private static final Life NONE = new Life(0, 0);

        /** Whether an order with this epoch and number comes after all that was. */
        public boolean isBefore(long otherEpoch, long otherControl) {
            return otherEpoch > epoch || otherEpoch == epoch && otherControl > control;
        }
    }

    private LifeRows() {}

    public static Life of(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select EPOCH, CONTROL from MR_LIFE where REALM_ID = ?",
                        row -> new Life(row.getLong(1), row.getLong(2)),
                        realmId)
                .orElse(Life.NONE);
    }

    /** The epoch at which a realm begins that is replicated from here on: nobody is to take it for what it was in an earlier life. */
    public static long nextEpoch(Connection connection, String realmId) throws SQLException {
        return of(connection, realmId).epoch() + 1;
    }

    /** Remembers an epoch and the number of an order in it, unless something later is remembered. */
    static void raise(Connection connection, String realmId, long epoch, long control) throws SQLException {
        enter(connection, realmId);
        Sql.update(
                connection,
                "update MR_LIFE set EPOCH = ?, CONTROL = ? where REALM_ID = ? and (EPOCH < ? or EPOCH = ? and CONTROL < ?)",
                epoch,
                control,
                realmId,
                epoch,
                epoch,
                control);
    }

    /**
     * Gives out the number of an order, which no other one has: by the clock where that is ahead, so that not even a region that was
     * restored from a backup repeats one.
     *
     * @param now in milliseconds since 1970
     */
    static long nextControl(Connection connection, String realmId, long now) throws SQLException {
        enter(connection, realmId);
        String next = Dialect.of(connection).greater("CONTROL + 1", "?");
        Sql.update(connection, "update MR_LIFE set CONTROL = " + next + " where REALM_ID = ?", now, realmId);
        return of(connection, realmId).control();
    }

    private static void enter(Connection connection, String realmId) throws SQLException {
        if (Sql.locked(connection, "select 1 from MR_LIFE where REALM_ID = ?", row -> 1, realmId)
                .isEmpty()) {
            Sql.update(connection, "insert into MR_LIFE (REALM_ID, EPOCH, CONTROL) values (?, 0, 0)", realmId);
        }
    }
}
