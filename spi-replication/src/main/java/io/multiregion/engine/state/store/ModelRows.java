package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Up to which version of Keycloak the rows of replicated realms have been migrated. A realm's row is replicated with it: a copy gets it
 * together with the rows that were migrated. Methods work in the caller's transaction.
 */
public final class ModelRows {

    private ModelRows() {}

    /** The version up to which Keycloak has migrated this database; empty for a new one. */
    public static Optional<String> database(Connection connection) throws SQLException {
        return Sql.first(
                connection, "select VERSION from MIGRATION_MODEL order by UPDATE_TIME desc", row -> row.getString(1));
    }

    /** All versions, by realm id. */
    public static Map<String, String> all(Connection connection) throws SQLException {
        Map<String, String> versions = new LinkedHashMap<>();
        Sql.list(
                connection,
                "select REALM_ID, VERSION from MR_MODEL",
                row -> versions.put(row.getString(1), row.getString(2)));
        return versions;
    }

    /** Notes that a realm is at the version of this database, as all that are this region's own are. */
    public static void begin(Connection connection, String realmId) throws SQLException {
        Optional<String> version = database(connection);
        if (version.isPresent()) {
            set(connection, realmId, version.get());
        }
    }

    public static void set(Connection connection, String realmId, String version) throws SQLException {
        if (Sql.update(connection, "update MR_MODEL set VERSION = ? where REALM_ID = ?", version, realmId) == 0) {
            Sql.update(connection, "insert into MR_MODEL (REALM_ID, VERSION) values (?, ?)", realmId, version);
        }
    }

    /** Takes a realm from one version to another; false if somebody else did. Whoever tries meanwhile waits for this transaction. */
    public static boolean advance(Connection connection, String realmId, String from, String to) throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_MODEL set VERSION = ? where REALM_ID = ? and VERSION = ?",
                        to,
                        realmId,
                        from)
                == 1;
    }

    /** On a secondary: Keycloak has migrated this database, so the copy is level only once the primary has compared it. */
    public static void doubt(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_STREAM set COMPARE = 1 where REALM_ID = ?", realmId);
    }

    /** On a secondary: the primary compares. */
    public static void comparing(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "update MR_STREAM set COMPARE = 2 where REALM_ID = ? and COMPARE = 1", realmId);
    }

    /**
     * On a secondary: the primary has nothing more to ship. If it has compared before, what differed is mended; false if it has not.
     *
     * @param sentAt when the primary said so, by its clock in milliseconds since 1970: what is repeated says nothing
     */
    public static boolean compared(Connection connection, String realmId, long sentAt) throws SQLException {
        return Sql.update(
                        connection,
                        "update MR_STREAM set COMPARE = 0 where REALM_ID = ? and COMPARE = 2 and SAID_AT < ?",
                        realmId,
                        sentAt)
                == 1;
    }

    /** On a secondary: whether the primary still has to compare. */
    public static boolean isDoubted(Connection connection, String realmId) throws SQLException {
        return Sql.first(connection, "select 1 from MR_STREAM where REALM_ID = ? and COMPARE <> 0", row -> 1, realmId)
                .isPresent();
    }

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_MODEL where REALM_ID = ?", realmId);
    }
}
