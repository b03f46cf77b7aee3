package io.multiregion.engine.chronicle;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The drills of a realm, the last two hundred of them, in the region that was its primary then. In the caller's transaction. */
public final class DrillRows {

    private static final int MOST = 200;
    private static final String SELECT =
            "select ID, REGION, NOTED_AT, PASSED, PAUSE_MILLIS, OPERATORS, REPORT, SIGNED from MR_DRILL where REALM_ID = ?";

    /** To which region a realm's drill was. */
    public record Of(String realmId, String region) {}

    /**
     * A drill.
     *
     * @param region the one that would have taken over
     * @param at when it ended, in milliseconds since 1970
     * @param pauseMillis for how long writes would have paused; null if that was not found out
     * @param operators whether it was made for those who run the servers: it may name what is not of this realm
     * @param report all of it, as JSON
     * @param signed the same, signed by this region; null if its key could not sign
     */
    public record Kept(
            String id,
            String region,
            long at,
            boolean passed,
            Long pauseMillis,
            boolean operators,
            String report,
            byte[] signed) {}

    /**
     * What the last drill to a region has shown.
     *
     * @param at when it ended, in milliseconds since 1970
     */
    public record Last(long at, boolean passed) {}

    private DrillRows() {}

    /** Keeps one, and forgets what is too much. */
    public static void add(Connection connection, String realmId, Kept drill) throws SQLException {
        Sql.update(
                connection,
                "insert into MR_DRILL (ID, REALM_ID, REGION, NOTED_AT, PASSED, PAUSE_MILLIS, OPERATORS, REPORT, SIGNED)"
                        + " values (?, ?, ?, ?, ?, " + Dialect.of(connection).number("?") + ", ?, ?, ?)",
                drill.id(),
                realmId,
                drill.region(),
                drill.at(),
                drill.passed() ? 1 : 0,
                drill.pauseMillis(),
                drill.operators() ? 1 : 0,
                drill.report(),
                drill.signed());
        Newest.keep(connection, "MR_DRILL", "NOTED_AT", realmId, MOST);
    }

    /** The newest ones first. */
    public static List<Kept> newest(Connection connection, String realmId, int most) throws SQLException {
        return Sql.list(
                connection,
                Dialect.of(connection).first(SELECT + " order by NOTED_AT desc, ID"),
                DrillRows::read,
                realmId,
                Math.max(0, Math.min(MOST, most)));
    }

    public static Optional<Kept> of(Connection connection, String realmId, String id) throws SQLException {
        return Sql.first(connection, SELECT + " and ID = ?", DrillRows::read, realmId, id);
    }

    /** The last one of each region. */
    public static Map<String, Last> last(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                        connection,
                        "select REGION, NOTED_AT, min(PASSED) from MR_DRILL d where REALM_ID = ? and NOTED_AT ="
                                + " (select max(NOTED_AT) from MR_DRILL o where o.REALM_ID = d.REALM_ID and o.REGION = d.REGION)"
                                + " group by REGION, NOTED_AT",
                        row -> Map.entry(row.getString(1), new Last(row.getLong(2), row.getInt(3) == 1)),
                        realmId)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The last one of each region, of all realms. */
    public static Map<Of, Last> last(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        "select REALM_ID, REGION, NOTED_AT, min(PASSED) from MR_DRILL d where NOTED_AT ="
                                + " (select max(NOTED_AT) from MR_DRILL o where o.REALM_ID = d.REALM_ID and o.REGION = d.REGION)"
                                + " group by REALM_ID, REGION, NOTED_AT",
                        row -> Map.entry(
                                new Of(row.getString(1), row.getString(2)),
                                new Last(row.getLong(3), row.getInt(4) == 1)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Kept read(ResultSet row) throws SQLException {
        long pause = row.getLong(5);
        Long known = row.wasNull() ? null : pause;
        return new Kept(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getInt(4) == 1,
                known,
                row.getInt(6) == 1,
                row.getString(7),
                row.getBytes(8));
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_DRILL where REALM_ID = ?", realmId);
    }
}
