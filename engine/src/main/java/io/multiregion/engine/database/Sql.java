package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One statement on the extension's own tables, its parameters bound in order. */
public final class Sql {

    /** Reads one row; called once for each. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Is given each row. */
    @FunctionalInterface
    interface Each {
        void take(ResultSet row) throws SQLException;
    }

    /** Oracle takes 1,000 values in a list, SQL Server 2,100 parameters in a statement. */
    private static final int LISTED = 500;

    private Sql() {}

    /** What a database has said of a failure, whoever has passed it on: the outermost first. */
    static Stream<SQLException> causes(Throwable failure) {
        Set<Throwable> seen = new LinkedHashSet<>();
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable one = open.poll();
            if (seen.add(one)) {
                Optional.ofNullable(one.getCause()).ifPresent(open::add);
                if (one instanceof SQLException said && said.getNextException() != null) {
                    open.add(said.getNextException());
                }
            }
        }
        return seen.stream().filter(SQLException.class::isInstance).map(SQLException.class::cast);
    }

    /**
     * Runs an insert, update or delete and returns how many rows it changed. A driver may count those that it found, or only those that are
     * different now: whoever looks at the count of an update changes a column in each row that the condition finds.
     */
    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs one statement for each list of parameters, all of them at once. */
    public static void batch(Connection connection, String sql, List<Object[]> all) throws SQLException {
        together(connection, sql, all);
    }

    /** The same, and returns how many rows each has changed: one by one where a driver may not say that of a batch. */
    public static int[] counted(Connection connection, String sql, List<Object[]> all) throws SQLException {
        if (Dialect.of(connection).countsBatches()) {
            return together(connection, sql, all);
        }
        int[] counts = new int[all.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = update(connection, sql, all.get(i));
        }
        return counts;
    }

    private static int[] together(Connection connection, String sql, List<Object[]> all) throws SQLException {
        if (all.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] parameters : all) {
                bind(statement, parameters);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    public static <T> List<T> list(Connection connection, String sql, Row<T> row, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(row.read(rows));
            }
            return result;
        }
    }

    static void each(Connection connection, String sql, Each each, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }

    /** Reads the first row, and no other one. */
    public static <T> Optional<T> first(Connection connection, String sql, Row<T> row, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        }
    }

    /** Reads the one row that a select finds by its key, and makes others who lock it or change it wait until the transaction ends. */
    public static <T> Optional<T> locked(Connection connection, String select, Row<T> row, Object... parameters)
            throws SQLException {
        return first(connection, Dialect.of(connection).lockForWrite(select), row, parameters);
    }

    /** Whether the row is there that a select finds by its key. If so, it stays as it is for others until the transaction ends. */
    public static boolean holds(Connection connection, String select, Object... parameters) throws SQLException {
        return locked(connection, select, row -> true, parameters).isPresent();
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement, parameters);
        return statement;
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** All of them in order, in lists of no more than one statement takes in a list, whatever the product. */
    public static <T> List<List<T>> steps(Collection<T> all) {
        List<T> ordered = new ArrayList<>(all);
        List<List<T>> steps = new ArrayList<>();
        for (int from = 0; from < ordered.size(); from += LISTED) {
            steps.add(ordered.subList(from, Math.min(ordered.size(), from + LISTED)));
        }
        return steps;
    }

    /** So many places for parameters, as a list. */
    public static String places(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }
}
