package io.multiregion.engine.records;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far it is recorded what this region has beyond the common history, since it follows another one. While there is a row of a realm the
 * journal has what is not recorded yet. Methods work in the caller's transaction.
 */
public final class DeposedRows {

    /**
     * Where recording stands.
     *
     * @param epoch the epoch that was over by then
     * @param resourceId the id of the last resource that was looked at; empty before the first
     * @param kind its kind
     */
    public record Recorded(long epoch, String resourceId, String kind) {}

    private DeposedRows() {}

    /** All is to be recorded, from the beginning; of an epoch that was being recorded already, as what that is. */
    public static void begin(Connection connection, String realmId, long epoch) throws SQLException {
        if (lock(connection, realmId).isPresent()) {
            advance(connection, realmId, "", "");
        } else {
            Sql.update(
                    connection,
                    "insert into MR_DEPOSED (REALM_ID, EPOCH, RESOURCE_ID, KIND) values (?, ?, '', '')",
                    realmId,
                    epoch);
        }
    }

    /** Where it stands, locked until the end of the transaction; empty if nothing is to be recorded. */
    public static Optional<Recorded> lock(Connection connection, String realmId) throws SQLException {
        return Sql.locked(
                connection,
                "select EPOCH, RESOURCE_ID, KIND from MR_DEPOSED where REALM_ID = ?",
                row -> new Recorded(row.getLong(1), orEmpty(row.getString(2)), orEmpty(row.getString(3))),
                realmId);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    public static boolean isDue(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select 1 from MR_DEPOSED where REALM_ID = ?", row -> 1, realmId)
                .isPresent();
    }

    public static void advance(Connection connection, String realmId, String resourceId, String kind)
            throws SQLException {
        Sql.update(
                connection,
                "update MR_DEPOSED set RESOURCE_ID = ?, KIND = ? where REALM_ID = ?",
                resourceId,
                kind,
                realmId);
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_DEPOSED where REALM_ID = ?", realmId);
    }
}
