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

    /** When the last one of each region was, in milliseconds since 1970. */
    public static Map<String, Long> last(Connection connection, String realmId) throws SQLException {
        return Sql.list(
                        connection,
                        "select REGION, max(NOTED_AT) from MR_DRILL where REALM_ID = ? group by REGION",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        realmId)
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
