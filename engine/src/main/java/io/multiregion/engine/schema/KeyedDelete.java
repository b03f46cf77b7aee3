package io.multiregion.engine.schema;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes rows by their keys, many in one statement. One statement per row is not just more of them: for a key of two columns H2 may
 * choose the index of one of them, and then reads all roles of a user for each role that the user loses.
 */
public final class KeyedDelete {

    private static final int KEYS_PER_STATEMENT = 200;

    private final Connection connection;
    private final Table table;

    public KeyedDelete(Connection connection, Table table) {
        this.connection = connection;
        this.table = table;
    }

    public void delete(List<List<Object>> keys) throws SQLException {
        int listed = listed(keys);
        Map<List<Object>, List<Object>> byRest = new LinkedHashMap<>();
        for (List<Object> key : keys) {
            List<Object> rest = new ArrayList<>(key);
            Object value = rest.remove(listed);
            byRest.computeIfAbsent(rest, r -> new ArrayList<>()).add(value);
        }
        try (PreparedStatement one = connection.prepareStatement(sql(listed, 1));
                PreparedStatement many = connection.prepareStatement(sql(listed, KEYS_PER_STATEMENT))) {
            for (Map.Entry<List<Object>, List<Object>> group : byRest.entrySet()) {
                List<Object> values = group.getValue();
                if (values.size() == 1) {
                    bind(one, listed, group.getKey(), values, 1);
                    one.addBatch();
                }
                for (int from = 0; values.size() > 1 && from < values.size(); from += KEYS_PER_STATEMENT) {
                    List<Object> some = values.subList(from, Math.min(values.size(), from + KEYS_PER_STATEMENT));
                    bind(many, listed, group.getKey(), some, KEYS_PER_STATEMENT);
                    many.addBatch();
                }
            }
            one.executeBatch();
            many.executeBatch();
        }
    }

    /** The key column whose values are listed: the one that differs most. */
    private int listed(List<List<Object>> keys) {
        int listed = 0;
        int most = -1;
        for (int i = 0; i < table.key().size(); i++) {
            Set<Object> values = new HashSet<>();
            for (List<Object> key : keys) {
                values.add(key.get(i));
            }
            if (values.size() > most) {
                most = values.size();
                listed = i;
            }
        }
        return listed;
    }

    private String sql(int listed, int values) {
        List<Column> rest = new ArrayList<>(table.key());
        Column column = rest.remove(listed);
        return "delete from " + table.quoted() + " where "
                + rest.stream().map(other -> other.quoted() + " = ? and ").collect(Collectors.joining())
                + column.quoted() + " in " + Sql.places(values);
    }

    /** A list that is too short is filled up with its last value: one statement serves all lengths. */
    private void bind(PreparedStatement statement, int listed, List<Object> rest, List<Object> values, int places)
            throws SQLException {
        List<Column> others = new ArrayList<>(table.key());
        Column column = others.remove(listed);
        int index = 1;
        for (int i = 0; i < others.size(); i++) {
            others.get(i).type().bind(statement, index++, rest.get(i));
        }
        for (int i = 0; i < places; i++) {
            column.type().bind(statement, index++, values.get(Math.min(i, values.size() - 1)));
        }
    }
}
