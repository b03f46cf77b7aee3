package io.multiregion.engine.catalogue;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Tables in a region's database that are neither Keycloak's nor ours: other extensions' own, which no other region gets. */
public final class OtherTables {

    private final Connections connections;
    private final Ownership ownership;

    public OtherTables(Connections connections, Ownership ownership) {
        this.connections = connections;
        this.ownership = ownership;
    }

    /** Those that have rows now, in upper case. One that cannot be read is named as well. */
    public List<String> withRows() {
        TreeSet<String> found = new TreeSet<>();
        try (Connection connection = connections.open()) {
            Schema schema = new Schema(connection, Map.of());
            for (String table : schema.tableNames()) {
                String name = table.toUpperCase(Locale.ROOT);
                if (Catalogue.isOfOthers(ownership, name) && hasRows(connection, schema.qualified(table))) {
                    found.add(name);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        return List.copyOf(found);
    }

    private static boolean hasRows(Connection connection, String table) {
        try {
            return Sql.first(connection, "select 1 from " + table, row -> 1).isPresent();
        } catch (SQLException e) {
            return true;
        }
    }
}
