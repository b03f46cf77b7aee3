package io.multiregion.engine.schema;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Namespace;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads from the database's metadata what the tables of this region look like. */
public final class Schema {

    private final Connection connection;
    private final Dialect dialect;
    private final DatabaseMetaData metadata;
    private final String catalog;
    private final String schema;
    private final String pattern;
    private final String qualifier;
    private final String quote;
    private final Map<String, ColumnType> special;

    /** @param special the types of columns that travel otherwise than they stand in the database, by TABLE.COLUMN */
    public Schema(Connection connection, Map<String, ColumnType> special) throws SQLException {
        this.connection = connection;
        this.special = special;
        dialect = Dialect.of(connection);
        metadata = connection.getMetaData();
        catalog = connection.getCatalog();
        schema = connection.getSchema();
        pattern = pattern(schema, metadata.getSearchStringEscape());
        qualifier = Namespace.qualifier(connection);
        quote = metadata.getIdentifierQuoteString();
    }

    /** The words of the product. */
    public Dialect dialect() {
        return dialect;
    }

    /** The names of all tables, as the database writes them. */
    public List<String> tableNames() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = metadata.getTables(catalog, pattern, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** The given tables, by upper-case name, in an order that respects their foreign keys. */
    public Map<String, Table> tables(List<String> actualNames) throws SQLException {
        Map<String, String> actual = new TreeMap<>();
        actualNames.forEach(name -> actual.put(upper(name), name));
        Map<String, Map<String, Column>> columns = columns(actual.keySet());
        Map<String, List<String>> keys = primaryKeys(actualNames);
        Map<String, Set<String>> unique = uniqueColumns(actualNames);
        Map<String, List<List<Column>>> uniqueKeys = uniqueKeys(actualNames, columns);
        Map<String, List<ForeignKey>> referring = referring(actual, columns);
        Map<String, Table> tables = new LinkedHashMap<>();
        List<String> order = parentsFirst(parents(actual));
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i);
            List<Column> key = keys.getOrDefault(name, List.of()).stream()
                    .map(columns.get(name)::get)
                    .toList();
            if (key.isEmpty()) {
                throw new IllegalStateException("the table " + name + " has no primary key");
            }
            Set<String> others = new TreeSet<>(unique.getOrDefault(name, Set.of()));
            key.forEach(column -> others.remove(column.name()));
            others.removeAll(referringColumns(name, referring));
            tables.put(
                    name,
                    new Table(
                            name,
                            qualified(actual.get(name)),
                            actual.get(name),
                            columns.get(name),
                            key,
                            Set.copyOf(others),
                            List.copyOf(uniqueKeys.getOrDefault(name, List.of())),
                            List.copyOf(referring.getOrDefault(name, List.of())),
                            i));
        }
        return tables;
    }

    private static Set<String> referringColumns(String table, Map<String, List<ForeignKey>> referring) {
        return referring.values().stream()
                .flatMap(List::stream)
                .filter(key -> key.table().equals(table))
                .flatMap(key -> key.columns().stream())
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    /** The columns of the primary keys, in their order there. */
    private Map<String, List<String>> primaryKeys(List<String> actualNames) throws SQLException {
        Map<String, Map<Integer, String>> keys = new TreeMap<>();
        for (String asked : dialect.askedAboutKeys(actualNames)) {
            try (ResultSet rows = metadata.getPrimaryKeys(catalog, schema, asked)) {
                while (rows.next()) {
                    keys.computeIfAbsent(upper(rows.getString("TABLE_NAME")), table -> new TreeMap<>())
                            .put((int) rows.getShort("KEY_SEQ"), upper(rows.getString("COLUMN_NAME")));
                }
            }
        }
        Map<String, List<String>> columns = new TreeMap<>();
        keys.forEach((table, key) -> columns.put(table, List.copyOf(key.values())));
        return columns;
    }

    private Map<String, Set<String>> uniqueColumns(List<String> actualNames) throws SQLException {
        Map<String, Set<String>> unique = new TreeMap<>();
        dialect.uniqueColumns(connection, actualNames)
                .forEach((table, columns) -> unique.put(
                        upper(table), columns.stream().map(Schema::upper).collect(Collectors.toSet())));
        return unique;
    }

    private Map<String, List<List<Column>>> uniqueKeys(
            List<String> actualNames, Map<String, Map<String, Column>> columns) throws SQLException {
        Map<String, List<List<Column>>> keys = new TreeMap<>();
        dialect.uniqueKeys(connection, actualNames).forEach((table, indexes) -> {
            Map<String, Column> known = columns.getOrDefault(upper(table), Map.of());
            for (List<String> index : indexes) {
                keys.computeIfAbsent(upper(table), t -> new ArrayList<>())
                        .add(index.stream()
                                .map(column -> known.get(upper(column)))
                                .toList());
            }
        });
        return keys;
    }

    private Map<String, Map<String, Column>> columns(Set<String> tables) throws SQLException {
        Map<String, Map<String, Column>> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getColumns(catalog, pattern, "%", "%")) {
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

    /** The tables that each one's foreign keys refer to, of those that are given. */
    private Map<String, Set<String>> parents(Map<String, String> actual) throws SQLException {
        Map<String, Set<String>> parents = new TreeMap<>();
        actual.keySet().forEach(table -> parents.put(table, new TreeSet<>()));
        for (String asked : dialect.askedAboutKeys(List.copyOf(actual.values()))) {
            try (ResultSet rows = metadata.getImportedKeys(catalog, schema, asked)) {
                while (rows.next()) {
                    String table = upper(rows.getString("FKTABLE_NAME"));
                    String parent = upper(rows.getString("PKTABLE_NAME"));
                    if (actual.containsKey(table) && actual.containsKey(parent) && !parent.equals(table)) {
                        parents.get(table).add(parent);
                    }
                }
            }
        }
        return parents;
    }

    /** By table, the foreign keys that refer to it. */
    private Map<String, List<ForeignKey>> referring(
            Map<String, String> actual, Map<String, Map<String, Column>> columns) throws SQLException {
        Map<List<String>, ForeignKey> keys = new LinkedHashMap<>();
        for (String asked : dialect.askedAboutKeys(List.copyOf(actual.values()))) {
            try (ResultSet rows = metadata.getImportedKeys(catalog, schema, asked)) {
                while (rows.next()) {
                    String table = upper(rows.getString("FKTABLE_NAME"));
                    String parent = upper(rows.getString("PKTABLE_NAME"));
                    if (actual.containsKey(table) && actual.containsKey(parent)) {
                        ForeignKey key = keys.computeIfAbsent(
                                List.of(parent, table, rows.getString("FK_NAME")),
                                name -> new ForeignKey(table, new ArrayList<>(), new ArrayList<>()));
                        key.columns().add(columns.get(table).get(upper(rows.getString("FKCOLUMN_NAME"))));
                        key.referred().add(columns.get(parent).get(upper(rows.getString("PKCOLUMN_NAME"))));
                    }
                }
            }
        }
        Map<String, List<ForeignKey>> referring = new TreeMap<>();
        keys.forEach((name, key) -> referring
                .computeIfAbsent(name.get(0), table -> new ArrayList<>())
                .add(new ForeignKey(key.table(), List.copyOf(key.columns()), List.copyOf(key.referred()))));
        return referring;
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

    /** Finds this schema, and none that has another letter where this one has an underscore. */
    private static String pattern(String schema, String escape) {
        return schema == null
                ? null
                : schema.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    /** A table in SQL: quoted, with its schema. @param table as the database writes its name */
    public String qualified(String table) {
        return qualifier + quoted(table);
    }

    private String quoted(String name) {
        return quote + name + quote;
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
