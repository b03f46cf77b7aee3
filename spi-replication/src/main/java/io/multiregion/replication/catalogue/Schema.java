package io.multiregion.replication.catalogue;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads from JDBC metadata what the tables of this region's database look like. */
final class Schema {

    private final DatabaseMetaData metadata;
    private final String catalog;
    private final String schema;
    private final String quote;
    private final Map<String, ColumnType> special;

    /** @param special the types of columns that travel otherwise than they stand in the database, by TABLE.COLUMN */
    Schema(Connection connection, Map<String, ColumnType> special) throws SQLException {
        this.special = special;
        metadata = connection.getMetaData();
        catalog = connection.getCatalog();
        schema = connection.getSchema();
        quote = metadata.getIdentifierQuoteString();
    }

    /** The names of all tables, as the database writes them. */
    List<String> tableNames() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = metadata.getTables(catalog, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** The given tables, by upper-case name, in an order that respects their foreign keys. */
    Map<String, Table> tables(List<String> actualNames) throws SQLException {
        Map<String, String> actual = new TreeMap<>();
        actualNames.forEach(name -> actual.put(upper(name), name));
        Map<String, Map<String, Column>> columns = columns(actual.keySet());
        Map<String, Set<String>> parents = new TreeMap<>();
        for (Map.Entry<String, String> table : actual.entrySet()) {
            parents.put(table.getKey(), parents(table.getValue(), actual.keySet()));
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        List<String> order = parentsFirst(parents);
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i);
            tables.put(name, table(name, actual.get(name), columns.get(name), i));
        }
        return tables;
    }

    private Table table(String name, String actual, Map<String, Column> columns, int order) throws SQLException {
        Map<Integer, Column> key = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(catalog, schema, actual)) {
            while (rows.next()) {
                key.put((int) rows.getShort("KEY_SEQ"), columns.get(upper(rows.getString("COLUMN_NAME"))));
            }
        }
        if (key.isEmpty()) {
            throw new IllegalStateException("the table " + name + " has no primary key");
        }
        Set<String> keyNames = new HashSet<>();
        key.values().forEach(column -> keyNames.add(column.name()));
        Set<String> unique = new TreeSet<>();
        try (ResultSet rows = metadata.getIndexInfo(catalog, schema, actual, true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null && !keyNames.contains(upper(column))) {
                    unique.add(upper(column));
                }
            }
        }
        return new Table(name, quoted(actual), actual, columns, List.copyOf(key.values()), Set.copyOf(unique), order);
    }

    private Map<String, Map<String, Column>> columns(Set<String> tables) throws SQLException {
        Map<String, Map<String, Column>> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getColumns(catalog, schema, "%", "%")) {
            while (rows.next()) {
                String table = upper(rows.getString("TABLE_NAME"));
                if (!tables.contains(table)) {
                    continue;
                }
                String actual = rows.getString("COLUMN_NAME");
                String name = upper(actual);
                ColumnType type = special.get(table + "." + name);
                if (type == null) {
                    type = ValueType.of(rows.getInt("DATA_TYPE"), table + "." + name);
                }
                columns.computeIfAbsent(table, t -> new TreeMap<>())
                        .put(name, new Column(name, quoted(actual), type, rows.getInt("COLUMN_SIZE")));
            }
        }
        return columns;
    }

    private Set<String> parents(String actual, Set<String> known) throws SQLException {
        Set<String> parents = new TreeSet<>();
        try (ResultSet rows = metadata.getImportedKeys(catalog, schema, actual)) {
            while (rows.next()) {
                String parent = upper(rows.getString("PKTABLE_NAME"));
                if (known.contains(parent) && !parent.equals(upper(actual))) {
                    parents.add(parent);
                }
            }
        }
        return parents;
    }

    private static List<String> parentsFirst(Map<String, Set<String>> parents) {
        List<String> order = new ArrayList<>();
        Set<String> left = new TreeSet<>(parents.keySet());
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(table -> parents.get(table).stream().noneMatch(left::contains))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("foreign keys in a circle among " + left));
            order.add(next);
            left.remove(next);
        }
        return order;
    }

    private String quoted(String name) {
        return quote + name + quote;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
