package io.multiregion.engine.stream;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ColumnType;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.schema.ValueType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of one database, by SQL: what a table requires and a test does not care for is filled in. */
public final class TestRows {

    private final Connections connections;
    private final Catalogue catalogue;
    private final Map<String, Set<String>> required = new LinkedHashMap<>();
    private Connection transaction;

    public TestRows(Connections connections) {
        this.connections = connections;
        this.catalogue = Catalogue.read(connections, Ownership.load(), "test", Map.<String, ColumnType>of());
        connections.run(connection -> {
            try (ResultSet columns = connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
                while (columns.next()) {
                    if (columns.getString("IS_NULLABLE").equals("NO")) {
                        required.computeIfAbsent(columns.getString("TABLE_NAME"), table -> new HashSet<>())
                                .add(columns.getString("COLUMN_NAME").toUpperCase(Locale.ROOT));
                    }
                }
            }
        });
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** @param values names of columns, each followed by its value */
    public void insert(String name, Object... values) {
        Table table = catalogue.table(catalogue.ownership().named(name).get(0));
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            row.put((String) values[i], values[i + 1]);
        }
        for (Column column : table.columns().values()) {
            if (required.getOrDefault(table.actual(), Set.of()).contains(column.name())) {
                row.putIfAbsent(column.name(), anything(column));
            }
        }
        String names = row.keySet().stream()
                .map(column -> table.column(column).quoted())
                .collect(Collectors.joining(", "));
        String marks =
                String.join(", ", row.keySet().stream().map(column -> "?").toList());
        update(
                "insert into " + table.quoted() + " (" + names + ") values (" + marks + ")",
                row.values().toArray());
    }

    private static Object anything(Column column) {
        if (column.type() == ValueType.INTEGER) {
            return 0L;
        }
        if (column.type() == ValueType.BOOLEAN) {
            return false;
        }
        return column.type() == ValueType.BYTES ? new byte[] {1} : "-";
    }

    public int update(String sql, Object... values) {
        Connection open = transaction;
        return open == null
                ? connections.transaction(connection -> Sql.update(connection, sql, values))
                : updated(open, sql, values);
    }

    private static int updated(Connection connection, String sql, Object... values) {
        try {
            return Sql.update(connection, sql, values);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Does many updates in one transaction: a thousand by themselves take seconds. */
    void together(Runnable updates) {
        connections.run(connection -> {
            transaction = connection;
            try {
                updates.run();
            } finally {
                transaction = null;
            }
        });
    }

    public List<String> texts(String sql, Object... values) {
        return connections.transaction(connection -> Sql.list(connection, sql, row -> row.getString(1), values));
    }

    /** All rows of all replicated tables, whosoever they are, by table. */
    public Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>();
        connections.run(connection -> {
            for (OwnedTable owned : catalogue.ownership().tables()) {
                all.put(owned.name(), rows(connection, owned));
            }
        });
        return all;
    }

    private List<String> rows(Connection connection, OwnedTable owned) throws SQLException {
        List<Column> columns = catalogue.selects().columns(owned);
        String names = columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
        return Sql.list(
                        connection,
                        "select " + names + " from " + catalogue.table(owned).quoted(),
                        row -> {
                            List<String> values = new ArrayList<>();
                            for (int i = 0; i < columns.size(); i++) {
                                Object value = columns.get(i).type().read(row, i + 1);
                                values.add(columns.get(i).name() + "="
                                        + (value instanceof byte[] bytes ? Arrays.toString(bytes) : value));
                            }
                            return values.toString();
                        })
                .stream()
                .sorted()
                .toList();
    }
}
