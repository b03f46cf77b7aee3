package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of one database that a schedule writes to, as they were once, to be put there again: most schedules begin with whole copies. */
record Snapshot(Map<String, List<Object[]>> rows) {

    /** Parents first. */
    private static final List<String> KEYCLOAKS = List.of("REALM", "USER_ENTITY", "USER_ATTRIBUTE");

    static Snapshot of(Connections database) {
        return new Snapshot(database.transaction(connection -> {
            Map<String, List<Object[]>> rows = new LinkedHashMap<>();
            for (String table : tables(connection)) {
                // a lease of long ago would tell of a long absence
                rows.put(
                        table,
                        table.equals("MR_LEASE")
                                ? List.of()
                                : Sql.list(connection, "select * from " + table, Snapshot::values));
            }
            return rows;
        }));
    }

    private static Object[] values(ResultSet row) throws SQLException {
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getObject(i + 1);
        }
        return values;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>(KEYCLOAKS);
        tables.addAll(Sql.list(
                connection,
                "select distinct TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_NAME like 'MR\\_%'",
                row -> row.getString(1)));
        return tables;
    }

    /** Removes all that a schedule has written. */
    static void clear(Connections database) {
        database.transaction(connection -> {
            List<String> tables = tables(connection);
            for (int i = tables.size() - 1; i >= 0; i--) {
                Sql.update(connection, "delete from " + tables.get(i));
            }
            return null;
        });
    }

    /** Puts the rows into an empty database. */
    void restore(Connections database) {
        database.transaction(connection -> {
            for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
                insert(connection, table.getKey(), table.getValue());
            }
            return null;
        });
    }

    private static void insert(Connection connection, String table, List<Object[]> rows) throws SQLException {
        for (Object[] row : rows) {
            String marks = "?" + ", ?".repeat(row.length - 1);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.executeUpdate();
            }
        }
    }
}
