package io.multiregion.engine.merge;

import io.multiregion.engine.catalogue.OwnedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far another region may raise the counter of a device for one-time codes (HOTP) at once. A device makes one code after the other, so
 * whoever raises its counter far beyond it makes it useless. One sign-in raises it by the realm's look-ahead and one at most; between two
 * messages a user may have signed in a hundred times. What goes further is left out. Counters of passkeys can't be bounded so: some
 * authenticators count for all sites together, and some by the clock.
 */
public final class Leaps {

    private static final int SIGN_INS = 100;
    private static final int WIDEST = 100;

    private final long most;

    /** @param window the realm's look-ahead, of which a realm can't ask for any */
    public Leaps(int window) {
        this.most = SIGN_INS * (1L + Math.max(1, Math.min(WIDEST, window)));
    }

    /** By how much a counter may be raised at once. */
    public long most() {
        return most;
    }

    /**
     * Takes the rows that go too far out of what another region has sent.
     *
     * @param columns of the rows, in their order
     * @param here the rows that are here, by key
     * @param sent what is sent, by the same key
     * @return the keys of what was taken out
     */
    public List<List<Object>> leaveOut(
            OwnedTable table,
            List<String> columns,
            Map<List<Object>, Object[]> here,
            Map<List<Object>, Object[]> sent) {
        List<List<Object>> left = new ArrayList<>();
        if (!RowMerge.CREDENTIALS.contains(table.name())) {
            return left;
        }
        CredentialRule rule = new CredentialRule(columns);
        sent.entrySet().removeIf(row -> {
            Object[] known = here.get(row.getKey());
            boolean leaps = known != null && rule.codesPassed(known, row.getValue()) > most;
            if (leaps) {
                left.add(row.getKey());
            }
            return leaps;
        });
        return left;
    }
}
