package io.multiregion.engine.catalogue.search;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.schema.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds rows of a realm by the values of some of their columns, many in one statement. Rows of other realms are not found. */
public final class RowSearch {

    /** A row, with the id of the resource that owns it. */
    public record Found(Object[] row, String owner) {}

    private final Connection connection;
    private final Selects selects;
    private final String realmId;

    public RowSearch(Connection connection, Selects selects, String realmId) {
        this.connection = connection;
        this.selects = selects;
        this.realmId = realmId;
    }

    /** @param values for each of the columns one, in the same order; what has a null among them is found by nobody */
    public List<Found> of(OwnedTable table, List<Column> columns, Collection<List<Object>> values) throws SQLException {
        Set<List<Object>> distinct = new LinkedHashSet<>(values);
        distinct.removeIf(one -> one.contains(null));
        int listed = listed(columns.size(), distinct);
        Map<List<Object>, List<Object>> byGiven = new LinkedHashMap<>();
        for (List<Object> one : distinct) {
            List<Object> given = new ArrayList<>(one);
            Object value = given.remove(listed);
            byGiven.computeIfAbsent(given, g -> new ArrayList<>()).add(value);
        }
        List<Found> found = new ArrayList<>();
        for (Map.Entry<List<Object>, List<Object>> group : byGiven.entrySet()) {
            List<Object> all = group.getValue();
            for (List<Object> some : Sql.steps(all)) {
                read(table, columns, listed, group.getKey(), some, found);
            }
        }
        return found;
    }

    /** The column whose values are listed in a statement: the one that differs most. */
    private static int listed(int columns, Set<List<Object>> values) {
        int listed = 0;
        int most = -1;
        for (int i = 0; i < columns; i++) {
            Set<Object> different = new HashSet<>();
            for (List<Object> one : values) {
                different.add(one.get(i));
            }
            if (different.size() > most) {
                most = different.size();
                listed = i;
            }
        }
        return listed;
    }

    private void read(
            OwnedTable table,
            List<Column> columns,
            int listed,
            List<Object> given,
            List<Object> values,
            List<Found> found)
            throws SQLException {
        List<Column> travelling = selects.columns(table);
        List<Column> others = new ArrayList<>(columns);
        Column column = others.remove(listed);
        try (PreparedStatement select =
                connection.prepareStatement(selects.rowsOfRealm(table, others, column, values.size()))) {
            select.setString(1, realmId);
            int index = 2;
            for (int i = 0; i < others.size(); i++) {
                others.get(i).type().bind(select, index++, given.get(i));
            }
            for (Object value : values) {
                column.type().bind(select, index++, value);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Object[] row = new Object[travelling.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = travelling.get(i).type().read(rows, i + 1);
                    }
                    found.add(new Found(row, rows.getString(row.length + 1)));
                }
            }
        }
    }
}
