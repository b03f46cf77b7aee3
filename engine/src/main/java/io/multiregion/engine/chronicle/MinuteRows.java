package io.multiregion.engine.chronicle;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What was measured of replicas, minute by minute, for two hours: written by the node that ships, read by any. Methods work in the caller's
 * transaction.
 */
public final class MinuteRows {

    private static final long KEPT_MINUTES = 120;

    /**
     * One minute of a replica.
     *
     * @param minute minutes since 1970
     * @param lagMost the longest lag in it; null if it has only just begun to be measured
     * @param counts how often which lags were measured
     * @param behind how many changed resources it had not confirmed at its end
     * @param copied how many resources the copy under way had shipped by then
     * @param at its end, in milliseconds since 1970
     */
    public record Minute(
            String realmId,
            String region,
            long minute,
            Long lagMost,
            Counts counts,
            long behind,
            long copied,
            long at) {}

    private MinuteRows() {}

    /** Writes minutes, and forgets those of long ago. */
    public static void put(Connection connection, List<Minute> minutes, long now) throws SQLException {
        Sql.batch(
                connection,
                "delete from MR_MINUTE where REALM_ID = ? and REGION = ? and MINUTE_NUMBER = ?",
                minutes.stream()
                        .map(one -> new Object[] {one.realmId(), one.region(), one.minute()})
                        .toList());
        Sql.batch(
                connection,
                "insert into MR_MINUTE (REALM_ID, REGION, MINUTE_NUMBER, LAG_MOST, COUNTS, BEHIND, COPIED, ENDED_AT)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                minutes.stream()
                        .map(one -> new Object[] {
                            one.realmId(),
                            one.region(),
                            one.minute(),
                            one.lagMost() == null ? -1 : one.lagMost(),
                            one.counts().toString(),
                            one.behind(),
                            one.copied(),
                            one.at()
                        })
                        .toList());
        Sql.update(connection, "delete from MR_MINUTE where MINUTE_NUMBER < ?", now / 60_000 - KEPT_MINUTES);
    }

    /** The minutes of a realm's replicas since one, oldest first. */
    static List<Minute> since(Connection connection, String realmId, long minute) throws SQLException {
        return Sql.list(
                connection,
                "select REALM_ID, REGION, MINUTE_NUMBER, LAG_MOST, COUNTS, BEHIND, COPIED, ENDED_AT from MR_MINUTE"
                        + " where REALM_ID = ? and MINUTE_NUMBER >= ? order by REGION, MINUTE_NUMBER",
                row -> new Minute(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4) < 0 ? null : row.getLong(4),
                        Counts.parse(row.getString(5)),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)),
                realmId,
                minute);
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_MINUTE where REALM_ID = ?", realmId);
    }
}
