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

    /** Classes of SQLSTATE: no connection, given up for another one's sake, no resources, not the state for it, ended by an operator. */
    private static final List<String> PASSING = List.of("08", "40", "53", "55", "57", "HYT");

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
    public String number(String value) {
        return "cast(" + value + " as bigint)";
    }

    @Override
    public String text(String value, int most) {
        return "cast(" + value + " as varchar(" + most + "))";
    }

    @Override
    public boolean changesByKeyAlone() {
        return false;
    }

    @Override
    public boolean countsBatches() {
        return true;
    }

    @Override
    public void isolate(Connection connection) throws SQLException {
        // Keycloak's pool hands it out like this, unless operators want more
    }

    @Override
    public void beginSnapshots(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public void endSnapshots(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    public Optional<String> unfit(Connection connection) throws SQLException {
        return Optional.empty();
    }

    @Override
    public Optional<String> advice(Connection connection) throws SQLException {
        return Optional.empty();
    }

    @Override
    public boolean isConflict(SQLException said) {
        return said.getSQLState() != null && said.getSQLState().startsWith("40");
    }

    @Override
    public boolean passes(SQLException said) {
        return said.getSQLState() != null && PASSING.stream().anyMatch(said.getSQLState()::startsWith);
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
                .flatMap(said -> rule(said).stream().map(rule -> named(said, rule)))
                .toList();
        return found.stream()
                .filter(violation -> violation.constraint().isPresent())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** What was not kept to; empty if something else failed. */
    Optional<Violation.Rule> rule(SQLException said) {
        String state = said.getSQLState();
        if (!state.startsWith("22") && !state.startsWith("23")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (state) {
                    case "23505" -> Violation.Rule.UNIQUE;
                    case "23503", "23506" -> Violation.Rule.REFERENCE;
                    default -> state.startsWith("22") ? Violation.Rule.VALUE : Violation.Rule.OTHER;
                });
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
