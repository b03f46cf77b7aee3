package io.multiregion.replication.divergence;

import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.Change;
import io.multiregion.replication.batch.Section;
import io.multiregion.replication.catalogue.Catalogue;
import io.multiregion.replication.catalogue.Column;
import io.multiregion.replication.catalogue.OwnedTable;
import io.multiregion.replication.cut.ResourceRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says, value by value, in what a diverged resource differs from the one that is here now. Secrets are masked on both sides. */
public final class Comparison {

    /**
     * One value that differs.
     *
     * @param table the table
     * @param row the primary key of the row, as {@code COLUMN=value}
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

    /** In the caller's transaction. */
    public List<Difference> of(Connection connection, String realmId, Divergence divergence) throws SQLException {
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
            compare(table.name(), theirRows, byKey(table, here.get(table.key())), differences);
        }
        return differences;
    }

    private Map<String, Map<String, Object>> byKey(OwnedTable table, Section section) {
        List<String> key =
                catalogue.table(table).key().stream().map(Column::name).toList();
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
            String table,
            Map<String, Map<String, Object>> theirs,
            Map<String, Map<String, Object>> ours,
            List<Difference> differences) {
        TreeSet<String> keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        for (String key : keys) {
            Map<String, Object> there = theirs.get(key);
            Map<String, Object> here = ours.get(key);
            if (there == null || here == null) {
                differences.add(
                        new Difference(table, key, null, there == null ? null : THERE, here == null ? null : THERE));
                continue;
            }
            there.forEach((column, value) -> {
                if (!Objects.deepEquals(value, here.get(column))) {
                    differences.add(new Difference(
                            table, key, column, Mask.shown(table, column, there), Mask.shown(table, column, here)));
                }
            });
        }
    }

    /** A value as text. */
    static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value == null ? null : value.toString();
    }
}
