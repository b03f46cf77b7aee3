package io.multiregion.engine.divergence;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.records.Divergence;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.schema.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says, value by value, in what a diverged resource differs from the one that is here now. Both sides are masked alike. */
public final class Comparison {

    /**
     * One value that differs.
     *
     * @param table the table
     * @param row the primary key of the row, as {@code COLUMN=value}, masked like all values
     * @param column the column; null if one side has no such row
     * @param theirs the deposed region's value, or null
     * @param ours the value here, or null
     */
    public record Difference(String table, String row, String column, String theirs, String ours) {}

    private static final String THERE = "(row)";

    private final Catalogue catalogue;
    private final ResourceRows resources;

    public Comparison(Catalogue catalogue, ResourceRows resources) {
        this.catalogue = catalogue;
        this.resources = resources;
    }

    /**
     * In the caller's transaction.
     *
     * @param mask what those who ask may see
     */
    public List<Difference> of(Connection connection, String realmId, Divergence divergence, Mask mask)
            throws SQLException {
        Batch ours = resources.read(connection, realmId, new Change(divergence.resource(), divergence.committedAt()));
        Map<String, Section> here =
                ours.sections().stream().collect(Collectors.toMap(Section::table, section -> section));
        List<Difference> differences = new ArrayList<>();
        for (OwnedTable table : catalogue.ownership().of(divergence.resource().kind())) {
            Map<String, Map<String, Object>> theirRows = divergence.rows().sections().stream()
                    .filter(section -> section.table().equals(table.key()))
                    .findFirst()
                    .map(section -> byKey(table, section))
                    .orElse(Map.of());
            Map<String, Map<String, Object>> ourRows = byKey(table, here.get(table.key()));
            TreeSet<String> keys = new TreeSet<>(theirRows.keySet());
            keys.addAll(ourRows.keySet());
            Shown shown = new Shown(divergence.resource().kind(), table.name(), key(table), mask);
            keys.forEach(key -> compare(shown, theirRows.get(key), ourRows.get(key), differences));
        }
        return differences;
    }

    /** How rows of one table are shown. */
    private record Shown(Kind kind, String table, List<String> key, Mask mask) {

        String value(String column, Map<String, Object> row) {
            return mask.value(kind, table, column, row);
        }

        String key(Map<String, Object> row) {
            return key.stream().map(column -> column + "=" + value(column, row)).collect(Collectors.joining(", "));
        }
    }

    private List<String> key(OwnedTable table) {
        return catalogue.table(table).key().stream().map(Column::name).toList();
    }

    private Map<String, Map<String, Object>> byKey(OwnedTable table, Section section) {
        List<String> key = key(table);
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        for (Object[] row : section.rows()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                values.put(section.columns().get(i), row[i]);
            }
            rows.put(
                    key.stream()
                            .map(column -> column + "=" + values.get(column))
                            .collect(Collectors.joining(", ")),
                    values);
        }
        return rows;
    }

    private static void compare(
            Shown shown, Map<String, Object> there, Map<String, Object> here, List<Difference> differences) {
        String row = shown.key(there == null ? here : there);
        if (there == null || here == null) {
            differences.add(new Difference(
                    shown.table(), row, null, there == null ? null : THERE, here == null ? null : THERE));
            return;
        }
        there.forEach((column, value) -> {
            if (!Objects.deepEquals(value, here.get(column))) {
                differences.add(new Difference(
                        shown.table(), row, column, shown.value(column, there), shown.value(column, here)));
            }
        });
    }
}
