package io.multiregion.engine.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Consents that a user gave in two regions. What a user allowed one client is one consent, whichever ids it has: the later one stays, with
 * its scopes and no others. Of two at the same time it is the one that allows less. What was withdrawn at the same time or later is gone.
 */
final class ConsentMerge {

    private static final String UPDATED = "LAST_UPDATED_DATE";
    private static final Set<String> NOT_OF_THE_NAME = Set.of("ID", "CREATED_DATE", UPDATED);

    /** The two tables of consents, each with the one of what was allowed. */
    static final Map<String, String> SCOPES =
            Map.of("USER_CONSENT", "USER_CONSENT_CLIENT_SCOPE", "FED_USER_CONSENT", "FED_USER_CONSENT_CL_SCOPE");

    /** The same two tables, each with the one of when consents were withdrawn. */
    static final Map<String, String> WITHDRAWN =
            Map.of("USER_CONSENT", "MR_WITHDRAWN_CONSENT", "FED_USER_CONSENT", "MR_WITHDRAWN_FED_CONSENT");

    /** Consents, and what they allow. */
    record Rows(List<Object[]> consents, List<Object[]> scopes) {}

    /** Whose consent it is, and for which client. */
    private record Pair(Object user, Object client) {}

    private record Given(String id, Long at, Object[] row, Map<String, Object[]> scopes) {
        String allowed() {
            return String.join(" ", new TreeSet<>(scopes.keySet()));
        }
    }

    /** The last is the one that stays. */
    private static final Comparator<Given> LATER = Comparator.comparing(Given::at)
            .thenComparing(given -> -given.scopes().size())
            .thenComparing(Given::allowed)
            .thenComparing(Given::id);

    private final List<String> columns;
    private final int id;
    private final int updated;
    private final int consent;

    ConsentMerge(List<String> columns, List<String> columnsOfScopes) {
        this.columns = columns;
        this.id = columns.indexOf("ID");
        this.updated = columns.indexOf(UPDATED);
        this.consent = columnsOfScopes.indexOf("USER_CONSENT_ID");
    }

    /**
     * When users have withdrawn their consents.
     *
     * @param columns of the rows, in their order
     * @param rows those of both regions, merged
     */
    record Withdrawn(List<String> columns, Collection<Object[]> rows) {

        static final Withdrawn NONE = new Withdrawn(List.of(), List.of());

        private Map<Pair, Long> latest() {
            Map<Pair, Long> latest = new HashMap<>();
            int user = columns.indexOf("USER_ID");
            int client = columns.indexOf("CLIENT");
            int at = columns.indexOf("WITHDRAWN_AT");
            rows.forEach(row -> latest.put(new Pair(row[user], row[client]), (Long) row[at]));
            return latest;
        }
    }

    Rows merged(Rows primary, Rows other, Withdrawn withdrawn) {
        Map<List<Object>, Given> latest = new LinkedHashMap<>();
        for (Rows rows : List.of(primary, other)) {
            Map<Object, Map<String, Object[]>> scopes = new HashMap<>();
            rows.scopes()
                    .forEach(row -> scopes.computeIfAbsent(row[consent], key -> new LinkedHashMap<>())
                            .put(scope(row), row));
            for (Object[] row : rows.consents()) {
                Given given = new Given((String) row[id], at(row), row, scopes.getOrDefault(row[id], Map.of()));
                latest.merge(name(row), given, (one, another) -> LATER.compare(one, another) < 0 ? another : one);
            }
        }
        Map<Pair, Long> ends = withdrawn.latest();
        latest.values().removeIf(given -> {
            Long end = ends.get(pair(given.row()));
            return end != null && given.at() <= end;
        });
        return new Rows(
                latest.values().stream().map(Given::row).toList(),
                latest.values().stream()
                        .flatMap(given -> given.scopes().values().stream())
                        .toList());
    }

    /** What does not say when it was given was given before all that does. */
    private Long at(Object[] row) {
        return row[updated] instanceof Long at ? at : Long.MIN_VALUE;
    }

    private Pair pair(Object[] row) {
        Object client = value(row, "CLIENT_ID");
        return new Pair(
                value(row, "USER_ID"),
                client != null
                        ? client
                        : "f:" + value(row, "CLIENT_STORAGE_PROVIDER") + ":" + value(row, "EXTERNAL_CLIENT_ID"));
    }

    private Object value(Object[] row, String column) {
        int place = columns.indexOf(column);
        return place < 0 ? null : row[place];
    }

    /** What it allows, in whichever consent. */
    private String scope(Object[] row) {
        return IntStream.range(0, row.length)
                .filter(i -> i != consent)
                .mapToObj(i -> String.valueOf(row[i]))
                .collect(Collectors.joining("/"));
    }

    /** Whose consent it is, and for which client: all columns but the id and the times. */
    private List<Object> name(Object[] row) {
        List<Object> name = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (!NOT_OF_THE_NAME.contains(columns.get(i))) {
                name.add(row[i]);
            }
        }
        return name;
    }
}
