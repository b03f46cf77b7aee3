package io.multiregion.engine.failover.rule;

import io.multiregion.engine.message.Finding;
import java.util.ArrayList;
import java.util.List;

/** The rule {@code providers-present}: what a region lacks of all that a realm names. */
public final class Lacks {

    private Lacks() {}

    /**
     * As that region itself sees it.
     *
     * @param inUse what it lacks and the realm uses
     * @param unused what it lacks and the realm names where nobody comes
     */
    public static Finding of(String region, List<String> inUse, List<String> unused) {
        List<String> warnings = unused.isEmpty()
                ? List.of()
                : List.of("region " + region + " lacks " + listed(unused)
                        + ": nothing is bound to it that is enabled, so nobody misses it");
        return finding(region, inUse, warnings);
    }

    /** As the primary sees it: what is not there either was not lost by a move. */
    static Finding besides(List<String> ours, String region, Finding theirs) {
        if (!theirs.rule().equals(Rules.PROVIDERS) || theirs.lacks().isEmpty()) {
            return theirs;
        }
        List<String> both = theirs.lacks().stream().filter(ours::contains).toList();
        List<String> warnings = new ArrayList<>(theirs.warnings());
        if (!both.isEmpty()) {
            warnings.add("region " + region + " lacks " + listed(both)
                    + ", and so does this region: whoever uses it fails in both");
        }
        return finding(
                region,
                theirs.lacks().stream().filter(lack -> !ours.contains(lack)).toList(),
                warnings);
    }

    private static Finding finding(String region, List<String> lacks, List<String> warnings) {
        return new Finding(
                Rules.PROVIDERS,
                lacks.isEmpty(),
                true,
                lacks.isEmpty()
                        ? "region " + region + " has what the realm uses"
                        : "region " + region + " lacks " + listed(lacks) + ": install it there",
                lacks,
                warnings);
    }

    private static String listed(List<String> lacks) {
        return String.join(", ", lacks);
    }
}
