package io.multiregion.engine.records;

import static java.util.stream.Collectors.toMap;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The verifications of replicas: the one under way, and what the last one found. Methods work in the caller's transaction. */
public final class VerificationRows {

    /**
     * What is known of a replica's verifications.
     *
     * @param begun the id of the one under way, or null
     * @param progress how far that one is, as JSON, or null
     * @param answered the id of the last one that came to its end, or null
     * @param report what that one found, as JSON, or null
     */
    public record Known(String begun, String progress, String answered, String report) {}

    /** Whose verification it is. */
    public record Of(String realmId, String region) {}

    /**
     * What a verification found.
     *
     * @param report the whole, as JSON
     * @param at when it ended, in milliseconds since 1970
     * @param differences how many resources differ
     */
    public record Answer(String report, long at, long differences) {}

    /** What stands of an {@link Answer} in columns of its own, as reports are large. */
    public record Result(long at, long differences) {}

    private static final String ONE = " where REALM_ID = ? and REGION = ?";

    private VerificationRows() {}

    public static Optional<Known> of(Connection connection, String realmId, String region) throws SQLException {
        return Sql.first(
                connection,
                "select BEGUN, PROGRESS, ANSWERED, REPORT from MR_VERIFICATION" + ONE,
                row -> new Known(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                realmId,
                region);
    }

    /** What the last verification of each replica found, of those that had any. */
    public static Map<Of, Result> results(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        "select REALM_ID, REGION, ENDED_AT, DIFFERENCES from MR_VERIFICATION where ENDED_AT is not null",
                        row -> Map.entry(
                                new Of(row.getString(1), row.getString(2)), new Result(row.getLong(3), row.getLong(4))))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One begins, whatever was under way before. */
    public static void begin(Connection connection, String realmId, String region, String id, String progress)
            throws SQLException {
        if (Sql.holds(connection, "select BEGUN from MR_VERIFICATION" + ONE, realmId, region)) {
            String begin = "update MR_VERIFICATION set BEGUN = ?, PROGRESS = ?" + ONE;
            Sql.update(connection, begin, id, progress, realmId, region);
        } else {
            Sql.update(
                    connection,
                    "insert into MR_VERIFICATION (REALM_ID, REGION, BEGUN, PROGRESS) values (?, ?, ?, ?)",
                    realmId,
                    region,
                    id,
                    progress);
        }
    }

    /** Notes how far it is; false if it was taken back, or another one has begun. */
    public static boolean note(Connection connection, String realmId, String region, String id, String progress)
            throws SQLException {
        if (!Sql.holds(connection, "select BEGUN from MR_VERIFICATION" + ONE + " and BEGUN = ?", realmId, region, id)) {
            return false;
        }
        Sql.update(connection, "update MR_VERIFICATION set PROGRESS = ?" + ONE, progress, realmId, region);
        return true;
    }

    /** Notes what it found; false if it was taken back, or another one has begun. */
    public static boolean answer(Connection connection, String realmId, String region, String id, Answer answer)
            throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_VERIFICATION set BEGUN = null, PROGRESS = null, ANSWERED = ?, REPORT = ?, ENDED_AT = ?,"
                                + " DIFFERENCES = ?" + ONE + " and BEGUN = ?",
                        id,
                        answer.report(),
                        answer.at(),
                        answer.differences(),
                        realmId,
                        region,
                        id)
                == 1;
    }

    /** Those that are under way come to no end. */
    public static void takeBack(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_VERIFICATION set BEGUN = null, PROGRESS = null where REALM_ID = ?", realmId);
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_VERIFICATION where REALM_ID = ?", realmId);
    }

    public static void forget(Connection connection, String realmId, String region) throws SQLException {
        Sql.update(connection, "delete from MR_VERIFICATION" + ONE, realmId, region);
    }
}
