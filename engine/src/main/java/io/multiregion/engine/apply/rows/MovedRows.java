package io.multiregion.engine.apply.rows;

import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ForeignKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that a cut gives another owner while the one they had goes: they can't be updated before the new one is there, nor after the old one
 * has gone. So they go and come again, and with them what refers to them.
 */
final class MovedRows {

    private final List<Difference> differences;

    public MovedRows(List<Difference> differences) {
        this.differences = differences;
    }

    public void settle() {
        for (Difference difference : differences) {
            List<Object[]> going = new ArrayList<>();
            difference.deletes().forEach(key -> going.add(difference.existing().get(key)));
            settle(difference, going);
        }
    }

    private void settle(Difference parent, Collection<Object[]> going) {
        if (going.isEmpty()) {
            return;
        }
        for (ForeignKey key : parent.target().table().referring()) {
            Set<List<Object>> gone = new HashSet<>();
            going.forEach(row -> gone.add(values(parent, key.referred(), row)));
            for (Difference child : differences) {
                if (child.target().table().name().equals(key.table())) {
                    settle(child, child.renew(row -> gone.contains(values(child, key.columns(), row))));
                }
            }
        }
    }

    private static List<Object> values(Difference difference, List<Column> columns, Object[] row) {
        List<Object> values = new ArrayList<>(columns.size());
        for (Column column : columns) {
            int place = difference.target().columns().indexOf(column);
            values.add(place < 0 ? null : row[place]);
        }
        return values;
    }
}
