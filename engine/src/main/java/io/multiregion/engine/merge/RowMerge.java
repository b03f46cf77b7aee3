package io.multiregion.engine.merge;

import io.multiregion.engine.catalogue.OwnedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of merge rules: what becomes of the rows of a table that two regions have written. The primary's row is the basis; a row of a
 * secondary can only move it on. The same rule holds where the primary's rows arrive at a secondary and where a secondary's rows come back.
 */
public final class RowMerge {

    static final Set<String> CREDENTIALS = Set.of("CREDENTIAL", "FED_USER_CREDENTIAL");
    private static final RowRule PRIMARY = (primary, other) -> primary;

    private final OwnedTable table;
    private final RowRule rule;

    private RowMerge(OwnedTable table, RowRule rule) {
        this.table = table;
        this.rule = rule;
    }

    /** @param columns of the rows that are merged, in their order */
    public static RowMerge of(OwnedTable table, List<String> columns) {
        if (CREDENTIALS.contains(table.name())) {
            return new RowMerge(table, new CredentialRule(columns));
        }
        return new RowMerge(table, table.latest().isEmpty() ? PRIMARY : new LatestRule(columns, table.latest()));
    }

    /** The rule for credentials, without the table. */
    public static RowMerge ofCredentials(List<String> columns) {
        return new RowMerge(null, new CredentialRule(columns));
    }

    /**
     * Two rows of the same key.
     *
     * @return the primary's row, moved on as the other one says; the same array if it is not
     */
    public Object[] row(Object[] primary, Object[] other) {
        return rule.merged(primary, other);
    }

    /**
     * All rows of the same resources, by key: a secondary adds rows where it may write whole ones.
     *
     * @return what the primary has then
     */
    Map<List<Object>, Object[]> rows(Map<List<Object>, Object[]> primary, Map<List<Object>, Object[]> other) {
        Map<List<Object>, Object[]> merged = new LinkedHashMap<>(primary);
        other.forEach((key, row) -> {
            if (primary.containsKey(key)) {
                merged.put(key, row(primary.get(key), row));
            } else if (table.backWhole()) {
                merged.put(key, row);
            }
        });
        return merged;
    }

    /** Whether a row became what it is by nothing but moving on, which a secondary may do. */
    public boolean isStep(Object[] before, Object[] after) {
        return rule instanceof CredentialRule credentials && credentials.hasMovedOn(before, after);
    }

    /** What the documentation says of a table; nothing of one whose rows are the primary's. */
    static List<String> words(OwnedTable table) {
        if (CREDENTIALS.contains(table.name())) {
            return List.of(
                    "HOTP, WebAuthn, passkey: the higher counter",
                    "recovery codes: those left in both",
                    "all else: the primary's");
        }
        if (ConsentMerge.SCOPES.containsKey(table.name()) || ConsentMerge.SCOPES.containsValue(table.name())) {
            return List.of(
                    "the later consent of a user for a client, with its scopes and no others, unless it was withdrawn since");
        }
        if (!table.latest().isEmpty()) {
            return List.of("the greater `" + table.latest().get(0) + "`");
        }
        return table.back() ? List.of("rows of both, where both have one the primary's") : List.of();
    }
}
