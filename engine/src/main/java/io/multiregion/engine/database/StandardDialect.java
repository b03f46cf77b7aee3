package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A database as the SQL standard and JDBC have it. A product says what it does otherwise. */
abstract class StandardDialect implements Dialect {

    @Override
    public String lockForRead(String select) {
        return lockForWrite(select);
    }

    @Override
    public String lockForWrite(String select) {
        return select + " for update";
    }

    @Override
    public String lockFree(String select) {
        return lockForWrite(select) + " skip locked";
    }

    @Override
    public String first(String select) {
        return select + " fetch first ? rows only";
    }

    @Override
    public String greater(String one, String other) {
        return "greatest(" + one + ", " + other + ")";
    }

    @Override
    public String moment(Duration later) {
        return "(cast(extract(epoch from current_timestamp) * 1000 as bigint) + " + later.toMillis() + ")";
    }

    @Override
    public void analyze(Connection connection, Collection<String> tables) throws SQLException {
        // the standard knows of no statistics
    }

    @Override
    public void durable(Connection connection) throws SQLException {
        // the standard knows of no other commits
    }

    @Override
    public Optional<String> identity(Connection connection) throws SQLException {
        return Optional.empty();
    }

    @Override
    public OptionalLong size(Connection connection, String table) throws SQLException {
        return OptionalLong.empty();
    }

    @Override
    public List<String> askedAboutKeys(List<String> tables) {
        return tables;
    }

    @Override
    public Map<String, Set<String>> uniqueColumns(Connection connection, List<String> tables) throws SQLException {
        Map<String, Set<String>> columns = new TreeMap<>();
        for (String table : tables) {
            try (ResultSet rows = indexes(connection, table)) {
                while (rows.next()) {
                    if (rows.getString("COLUMN_NAME") != null) {
                        add(table, rows.getString("COLUMN_NAME"), columns);
                    }
                }
            }
        }
        return columns;
    }

    @Override
    public Map<String, Collection<List<String>>> uniqueKeys(Connection connection, List<String> tables)
            throws SQLException {
        Map<String, Map<String, List<String>>> keys = new TreeMap<>();
        for (String table : tables) {
            try (ResultSet rows = indexes(connection, table)) {
                while (rows.next()) {
                    if (rows.getString("COLUMN_NAME") != null) {
                        add(table, rows.getString("INDEX_NAME"), rows.getString("COLUMN_NAME"), keys);
                    }
                }
            }
        }
        return withoutNames(keys);
    }

    @Override
    public Optional<Violation> violation(Throwable failure) {
        List<Violation> found = Sql.causes(failure)
                .filter(said -> said.getSQLState() != null)
                .filter(said -> said.getSQLState().startsWith("22")
                        || said.getSQLState().startsWith("23"))
                .map(said -> named(said, rule(said.getSQLState())))
                .toList();
        return found.stream()
                .filter(violation -> violation.constraint().isPresent())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static Violation.Rule rule(String state) {
        return switch (state) {
            case "23505" -> Violation.Rule.UNIQUE;
            case "23503", "23506" -> Violation.Rule.REFERENCE;
            default -> state.startsWith("22") ? Violation.Rule.VALUE : Violation.Rule.OTHER;
        };
    }

    /** What the product says of it, by name. */
    Violation named(SQLException said, Violation.Rule rule) {
        return new Violation(rule, Optional.empty(), Optional.empty());
    }

    private static ResultSet indexes(Connection connection, String table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        return metadata.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, true, true);
    }

    static void add(String table, String column, Map<String, Set<String>> columns) {
        columns.computeIfAbsent(table, name -> new TreeSet<>()).add(column);
    }

    static void add(String table, String index, String column, Map<String, Map<String, List<String>>> keys) {
        keys.computeIfAbsent(table, name -> new TreeMap<>())
                .computeIfAbsent(index, name -> new ArrayList<>())
                .add(column);
    }

    static Map<String, Collection<List<String>>> withoutNames(Map<String, Map<String, List<String>>> keys) {
        Map<String, Collection<List<String>>> values = new TreeMap<>();
        keys.forEach((table, indexes) -> values.put(table, indexes.values()));
        return values;
    }
}
