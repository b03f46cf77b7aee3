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
        if (Sql.holds(connection, "select VERSION from MR_MODEL where REALM_ID = ?", realmId)) {
            Sql.update(connection, "update MR_MODEL set VERSION = ? where REALM_ID = ?", version, realmId);
        } else {
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

    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_MODEL where REALM_ID = ?", realmId);
    }
}
