package io.multiregion.replication.apply;

import io.multiregion.replication.batch.Section;
import io.multiregion.replication.catalogue.Column;
import io.multiregion.replication.catalogue.OwnedTable;
import io.multiregion.replication.catalogue.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a batch says of one table: the resources it speaks for and their rows, by primary key.
 */
final class TableRows {

    private final OwnedTable owned;
    private final Table table;
    private final List<Column> columns;
    private final int[] key;
    private final Set<String> owners = new LinkedHashSet<>();
    private final Map<List<Object>, Object[]> rows = new LinkedHashMap<>();

    TableRows(OwnedTable owned, Table table, List<String> columnNames) {
        this.owned = owned;
        this.table = table;
        this.columns = columnNames.stream().map(table::column).toList();
        this.key = table.key().stream()
                .mapToInt(column -> columnNames.indexOf(column.name()))
                .toArray();
        if (Arrays.stream(key).anyMatch(i -> i < 0)) {
            throw new IllegalArgumentException("a section of " + table.name() + " lacks a column of the primary key");
        }
    }

    void add(Section section) {
        owners.addAll(section.owners());
        section.rows().forEach(row -> rows.put(keyOf(row), row));
    }

    List<Object> keyOf(Object[] row) {
        List<Object> values = new ArrayList<>(key.length);
        for (int i : key) {
            values.add(row[i]);
        }
        return values;
    }

    /** The text in a column of a row. */
    String text(Object[] row, String column) {
        return (String) row[columns.indexOf(table.column(column))];
    }

    OwnedTable owned() {
        return owned;
    }

    Table table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    Set<String> owners() {
        return owners;
    }

    Map<List<Object>, Object[]> rows() {
        return rows;
    }
}
