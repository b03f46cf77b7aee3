package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The foreign keys of a database, as it says itself. */
public final class ForeignKeys {

    private ForeignKeys() {}

    /** By TABLE.COLUMN: the table that it refers to. */
    public static Map<String, String> of(Connection connection, Collection<String> tables) throws SQLException {
        Map<String, String> keys = new TreeMap<>();
        for (String table : tables) {
            try (ResultSet key = connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
                while (key.next()) {
                    keys.put(table + "." + key.getString("FKCOLUMN_NAME"), key.getString("PKTABLE_NAME"));
                }
            }
        }
        return keys;
    }
}
