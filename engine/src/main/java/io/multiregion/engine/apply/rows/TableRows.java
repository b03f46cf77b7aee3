package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a batch says of one table: the resources it speaks for and their rows, by primary key.
 */
final class TableRows {

    private final OwnedTable owned;
    private final Table table;
    private final List<Column> columns;
    private final List<String> names;
    private final int[] key;
    private final Set<String> owners = new LinkedHashSet<>();
    private final Map<List<Object>, Object[]> rows = new LinkedHashMap<>();

    /** @param columns those that travel, in their order */
    public TableRows(OwnedTable owned, Table table, List<Column> columns) {
        this.owned = owned;
        this.table = table;
        this.columns = columns;
        this.names = columns.stream().map(Column::name).toList();
        this.key = table.key().stream().mapToInt(columns::indexOf).toArray();
    }

    /** @throws IllegalArgumentException if the section has other columns, lacks one, or has them in another order */
    public void add(Section section) {
        if (!section.columns().equals(names)) {
            throw new IllegalArgumentException("a section of " + table.name() + " has the columns " + section.columns()
                    + ", here are " + names + ": nothing was applied");
        }
        owners.addAll(section.owners());
        section.rows().forEach(row -> rows.put(keyOf(row), row));
    }

    public List<Object> keyOf(Object[] row) {
        List<Object> values = new ArrayList<>(key.length);
        for (int i : key) {
            values.add(row[i]);
        }
        return values;
    }

    /** The text in a column of a row. */
    public String text(Object[] row, String column) {
        return (String) value(row, column);
    }

    public Object value(Object[] row, String column) {
        return row[names.indexOf(column)];
    }

    OwnedTable owned() {
        return owned;
    }

    public Table table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    /** The names of the columns that travel, in their order. */
    List<String> names() {
        return names;
    }

    Set<String> owners() {
        return owners;
    }

    public Map<List<Object>, Object[]> rows() {
        return rows;
    }

    /** Has it be these rows, whatever the batch says. */
    void become(Map<List<Object>, Object[]> others) {
        Map<List<Object>, Object[]> taken = new LinkedHashMap<>(others);
        rows.clear();
        rows.putAll(taken);
    }

    /** The column of a unique key in which a row has another text, which the database takes for the same. */
    Optional<String> alike(Connection connection, Object[] row) throws SQLException {
        for (List<Column> unique : table.uniqueKeys()) {
            List<Object> values =
                    unique.stream().map(column -> value(row, column.name())).toList();
            if (values.stream().allMatch(String.class::isInstance)) {
                String select = unique.stream().map(Column::quoted).collect(Collectors.joining(", "));
                String same =
                        unique.stream().map(column -> column.quoted() + " = ?").collect(Collectors.joining(" and "));
                Optional<String> other = Sql.first(
                                connection,
                                "select " + select + " from " + table.quoted() + " where " + same,
                                found -> {
                                    for (int i = 0; i < unique.size(); i++) {
                                        if (!values.get(i).equals(found.getString(i + 1))) {
                                            return Optional.of(unique.get(i).name());
                                        }
                                    }
                                    return Optional.<String>empty();
                                },
                                values.toArray())
                        .flatMap(column -> column);
                if (other.isPresent()) {
                    return other;
                }
            }
        }
        return Optional.empty();
    }
}
