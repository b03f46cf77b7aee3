package io.multiregion.engine.merge;

import io.multiregion.engine.catalogue.OwnedTable;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What becomes of resources that a secondary has written to: all their rows, in all tables. */
public final class ResourceMerge {

    private final Function<OwnedTable, List<String>> columns;

    /** @param columns of the rows of a table, in their order */
    public ResourceMerge(Function<OwnedTable, List<String>> columns) {
        this.columns = columns;
    }

    /**
     * @param primary what the primary has, by table and key
     * @param other what a secondary has of the same resources
     * @return what the primary has then: the tables are those of {@code primary}
     */
    public Map<OwnedTable, Map<List<Object>, Object[]>> merged(
            Map<OwnedTable, Map<List<Object>, Object[]>> primary, Map<OwnedTable, Map<List<Object>, Object[]>> other) {
        Map<OwnedTable, Map<List<Object>, Object[]>> merged = new LinkedHashMap<>();
        primary.forEach((table, rows) -> merged.put(
                table, RowMerge.of(table, columns.apply(table)).rows(rows, other.getOrDefault(table, Map.of()))));
        ConsentMerge.SCOPES.forEach((consents, scopes) -> consents(consents, scopes, primary, other, merged));
        return merged;
    }

    private void consents(
            String consents,
            String scopes,
            Map<OwnedTable, Map<List<Object>, Object[]>> primary,
            Map<OwnedTable, Map<List<Object>, Object[]>> other,
            Map<OwnedTable, Map<List<Object>, Object[]>> merged) {
        OwnedTable parent = named(consents, primary);
        OwnedTable child = named(scopes, primary);
        if (parent == null || child == null) {
            return;
        }
        ConsentMerge merge = new ConsentMerge(columns.apply(parent), columns.apply(child));
        OwnedTable ends = named(ConsentMerge.WITHDRAWN.get(consents), primary);
        ConsentMerge.Withdrawn withdrawn = ends == null
                ? ConsentMerge.Withdrawn.NONE
                : new ConsentMerge.Withdrawn(
                        columns.apply(ends), merged.get(ends).values());
        ConsentMerge.Rows both = merge.merged(rows(parent, child, primary), rows(parent, child, other), withdrawn);
        keep(merged.get(parent), both.consents(), primary.get(parent), other.getOrDefault(parent, Map.of()));
        keep(merged.get(child), both.scopes(), primary.get(child), other.getOrDefault(child, Map.of()));
    }

    private static OwnedTable named(String name, Map<OwnedTable, ?> tables) {
        return tables.keySet().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static ConsentMerge.Rows rows(
            OwnedTable parent, OwnedTable child, Map<OwnedTable, Map<List<Object>, Object[]>> tables) {
        return new ConsentMerge.Rows(
                List.copyOf(tables.getOrDefault(parent, Map.of()).values()),
                List.copyOf(tables.getOrDefault(child, Map.of()).values()));
    }

    /** Leaves the rows that stay, of those that either region has. */
    private static void keep(
            Map<List<Object>, Object[]> merged,
            Collection<Object[]> stay,
            Map<List<Object>, Object[]> primary,
            Map<List<Object>, Object[]> other) {
        Set<Object[]> staying = Collections.newSetFromMap(new IdentityHashMap<>());
        staying.addAll(stay);
        merged.clear();
        Stream.of(primary, other)
                .flatMap(rows -> rows.entrySet().stream())
                .filter(row -> staying.contains(row.getValue()))
                .forEach(row -> merged.put(row.getKey(), row.getValue()));
    }
}
