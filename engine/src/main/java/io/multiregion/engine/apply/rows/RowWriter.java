package io.multiregion.engine.apply.rows;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.KeyedDelete;
import io.multiregion.engine.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes differences into the database, in batches. */
final class RowWriter {

    private static final int BATCH = 500;
    private static final int ROWS_PER_INSERT = 200;

    private final Connection connection;
    private final Dialect dialect;

    public RowWriter(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    public void delete(Difference difference) throws SQLException {
        if (!difference.deletes().isEmpty()) {
            new KeyedDelete(connection, difference.target().table()).delete(difference.deletes());
        }
    }

    /**
     * Gives rows that give up a unique value a value that nobody else has, so that two rows of a batch can swap theirs. The
     * updates that follow replace it.
     */
    public void park(Difference difference) throws SQLException {
        if (difference.parked().isEmpty()) {
            return;
        }
        Table table = difference.target().table();
        List<Column> columns = difference.parkedTexts().stream()
                .map(i -> difference.target().columns().get(i))
                .toList();
        String sets = columns.stream().map(column -> column.quoted() + " = ?").collect(Collectors.joining(", "));
        String sql = "update " + table.quoted() + " set " + sets + " where " + keyCondition(table);
        batch(sql, difference.parked(), (statement, key) -> {
            for (int i = 0; i < columns.size(); i++) {
                String free = UUID.randomUUID().toString();
                statement.setString(
                        i + 1,
                        free.substring(0, Math.min(free.length(), columns.get(i).size())));
            }
            bindKey(statement, columns.size() + 1, table, key);
        });
    }

    public void insert(Difference difference) throws SQLException {
        List<Object[]> rows = difference.inserts();
        List<Column> columns = difference.target().columns();
        int most = Math.min(ROWS_PER_INSERT, dialect.bindLimit() / columns.size());
        for (int from = 0; from < rows.size(); from += most) {
            List<Object[]> some = rows.subList(from, Math.min(rows.size(), from + most));
            try (PreparedStatement insert =
                    connection.prepareStatement(insertSql(difference.target().table(), columns, some.size()))) {
                int index = 1;
                for (Object[] row : some) {
                    for (int i = 0; i < row.length; i++) {
                        columns.get(i).type().bind(insert, index++, row[i]);
                    }
                }
                insert.executeUpdate();
            }
        }
    }

    private static String insertSql(Table table, List<Column> columns, int rows) {
        String names = columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
        String marks = Sql.places(columns.size());
        return "insert into " + table.quoted() + " (" + names + ") values " + marks + (", " + marks).repeat(rows - 1);
    }

    public void update(Difference difference) throws SQLException {
        if (difference.updates().isEmpty()) {
            return;
        }
        Table table = difference.target().table();
        List<Column> columns = difference.target().columns();
        List<Integer> changing = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!table.key().contains(columns.get(i))) {
                changing.add(i);
            }
        }
        String sets =
                changing.stream().map(i -> columns.get(i).quoted() + " = ?").collect(Collectors.joining(", "));
        String sql = "update " + table.quoted() + " set " + sets + " where " + keyCondition(table);
        batch(sql, difference.updates(), (statement, row) -> {
            int index = 1;
            for (int i : changing) {
                columns.get(i).type().bind(statement, index++, row[i]);
            }
            bindKey(statement, index, table, difference.target().keyOf(row));
        });
    }

    private static String keyCondition(Table table) {
        return table.key().stream().map(column -> column.quoted() + " = ?").collect(Collectors.joining(" and "));
    }

    private static void bindKey(PreparedStatement statement, int from, Table table, List<Object> key)
            throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            table.key().get(i).type().bind(statement, from + i, key.get(i));
        }
    }

    private interface Binding<T> {
        void bind(PreparedStatement statement, T item) throws SQLException;
    }

    private <T> void batch(String sql, List<T> items, Binding<T> binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int pending = 0;
            for (T item : items) {
                binding.bind(statement, item);
                statement.addBatch();
                if (++pending % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
