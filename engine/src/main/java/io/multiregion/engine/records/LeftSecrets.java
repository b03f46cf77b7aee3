package io.multiregion.engine.records;

import java.util.List;

/**
 * The secrets that a {@link Progress} passed by, named with the reason, each row of it bounded.
 *
 * @param now those that this pass has met, or null
 * @param before those of the pass before, or null
 */
public record LeftSecrets(String now, String before) {

    static final LeftSecrets NONE = new LeftSecrets(null, null);

    private static final int LONGEST = 1500;
    private static final String OTHERS = "; and others";

    LeftSecrets with(List<String> more) {
        String all = now;
        for (String one : more) {
            if (all == null) {
                all = one;
            } else if (all.length() + one.length() < LONGEST) {
                all = all + "; " + one;
            } else if (!all.endsWith(OTHERS)) {
                all = all + OTHERS;
            }
        }
        return new LeftSecrets(all, before);
    }

    LeftSecrets nextPass() {
        return new LeftSecrets(null, now);
    }

    /** What is known of them: a pass that has met none yet says nothing. Null if there are none. */
    public String said() {
        return now == null ? before : now;
    }
}
