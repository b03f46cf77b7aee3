package io.multiregion.engine.merge;

import java.util.ArrayList;
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
 * its scopes and no others. Of two at the same time it is the one that allows less.
 */
final class ConsentMerge {

    private static final String UPDATED = "LAST_UPDATED_DATE";
    private static final Set<String> NOT_OF_THE_NAME = Set.of("ID", "CREATED_DATE", UPDATED);

    /** The two tables of consents, each with the one of what was allowed. */
    static final Map<String, String> SCOPES =
            Map.of("USER_CONSENT", "USER_CONSENT_CLIENT_SCOPE", "FED_USER_CONSENT", "FED_USER_CONSENT_CL_SCOPE");

    /** Consents, and what they allow. */
    record Rows(List<Object[]> consents, List<Object[]> scopes) {}

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

    Rows merged(Rows primary, Rows other) {
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
        return new Rows(
                latest.values().stream().map(Given::row).toList(),
                latest.values().stream()
                        .flatMap(given -> given.scopes().values().stream())
                        .toList());
    }

    private Long at(Object[] row) {
        return row[updated] instanceof Long at ? at : Long.MIN_VALUE;
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
