package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where database products differ. The only place that knows a product's name; a new product is a new constant here.
 */
public enum Dialect {
    POSTGRESQL {
        @Override
        public String lockForRead(String select) {
            return select + " for share";
        }

        @Override
        public void analyze(Connection connection, Collection<String> tables) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String table : tables) {
                    statement.execute("analyze \"" + table + "\"");
                }
            }
        }

        @Override
        public int bindLimit() {
            return 32_000;
        }

        /** Its driver asks about all tables at once: table by table, a start took a second longer. */
        @Override
        public List<String> askedAboutKeys(List<String> tables) {
            return Collections.singletonList(null);
        }

        @Override
        public Map<String, Set<String>> uniqueColumns(Connection connection, List<String> tables) throws SQLException {
            Map<String, Set<String>> columns = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select t.relname, a.attname from pg_index i"
                            + " join pg_class t on t.oid = i.indrelid"
                            + " join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)"
                            + " join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()"
                            + " where i.indisunique")) {
                while (rows.next()) {
                    add(rows.getString(1), rows.getString(2), columns);
                }
            }
            return columns;
        }

        @Override
        public Map<String, Collection<List<String>>> uniqueKeys(Connection connection, List<String> tables)
                throws SQLException {
            Map<String, Map<String, List<String>>> keys = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select t.relname, i.indexrelid, a.attname from pg_index i"
                            + " join pg_class t on t.oid = i.indrelid"
                            + " join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)"
                            + " join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()"
                            + " where i.indisunique and i.indpred is null and i.indexprs is null"
                            + " order by 1, 2, 3")) {
                while (rows.next()) {
                    add(rows.getString(1), rows.getString(2), rows.getString(3), keys);
                }
            }
            return withoutNames(keys);
        }
    },
    H2 {
        /** H2 2.4 has no shared row locks: writers of one realm queue here for the last moment before their commit. */
        @Override
        public String lockForRead(String select) {
            return select + " for update";
        }

        @Override
        public void analyze(Connection connection, Collection<String> tables) {
            // H2 keeps its selectivity figures by itself
        }

        @Override
        public int bindLimit() {
            return 32_000;
        }
    };

    /** The select, holding a lock that lets other readers pass but makes an update of the row wait, until the transaction ends. */
    public abstract String lockForRead(String select);

    /** Brings the planner's statistics up to date during a bulk copy and after it: with stale ones a read took 17 s on PostgreSQL. */
    public abstract void analyze(Connection connection, Collection<String> tables) throws SQLException;

    /** How many parameters one statement may have. */
    public abstract int bindLimit();

    /** The tables whose keys JDBC metadata is asked about, one after the other; null stands for all tables. */
    public List<String> askedAboutKeys(List<String> tables) {
        return tables;
    }

    /** The columns that are part of a unique index, by table, both as the database writes them. */
    public Map<String, Set<String>> uniqueColumns(Connection connection, List<String> tables) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        Map<String, Set<String>> columns = new TreeMap<>();
        for (String table : tables) {
            try (ResultSet rows =
                    metadata.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, true, true)) {
                while (rows.next()) {
                    if (rows.getString("COLUMN_NAME") != null) {
                        add(table, rows.getString("COLUMN_NAME"), columns);
                    }
                }
            }
        }
        return columns;
    }

    /** The columns of each unique index that holds for all rows, by table, as the database writes them. */
    public Map<String, Collection<List<String>>> uniqueKeys(Connection connection, List<String> tables)
            throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        Map<String, Map<String, List<String>>> keys = new TreeMap<>();
        for (String table : tables) {
            try (ResultSet rows =
                    metadata.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, true, true)) {
                while (rows.next()) {
                    if (rows.getString("COLUMN_NAME") != null) {
                        add(table, rows.getString("INDEX_NAME"), rows.getString("COLUMN_NAME"), keys);
                    }
                }
            }
        }
        return withoutNames(keys);
    }

    private static void add(String table, String index, String column, Map<String, Map<String, List<String>>> keys) {
        keys.computeIfAbsent(table, name -> new TreeMap<>())
                .computeIfAbsent(index, name -> new ArrayList<>())
                .add(column);
    }

    private static Map<String, Collection<List<String>>> withoutNames(Map<String, Map<String, List<String>>> keys) {
        Map<String, Collection<List<String>>> values = new TreeMap<>();
        keys.forEach((table, indexes) -> values.put(table, indexes.values()));
        return values;
    }

    private static void add(String table, String column, Map<String, Set<String>> columns) {
        columns.computeIfAbsent(table, name -> new TreeSet<>()).add(column);
    }

    /** @throws IllegalStateException for a product that is not supported, naming the ones that are */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        if (product.contains("postgresql")) {
            return POSTGRESQL;
        }
        if (product.equals("h2")) {
            return H2;
        }
        throw new IllegalStateException("Keycloak Multi-Region does not support the database " + product
                + " yet: use PostgreSQL, or the embedded H2 for a trial");
    }
}
