package io.multiregion.engine.overview.text;

import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import java.util.List;

/** What the page says first: what each region has, and what would be lost if one took over now. */
final class Sentence {

    private Sentence() {}

    static String of(OverviewRepresentation overview) {
        if (overview.role().equals("STANDALONE")) {
            return "This realm is in one region only";
        }
        List<Region> copies = overview.regions().stream()
                .filter(region -> !region.role().equals("PRIMARY"))
                .toList();
        if (!copies.isEmpty() && copies.stream().allMatch(copy -> copy.state().equals("UNKNOWN"))) {
            return "Nobody here knows how the regions are: the last report is older than three heartbeats.";
        }
        return overview.takeOver() == null
                ? "No region could take over now."
                : takeOver(overview, overview.takeOver(), copies);
    }

    private static String takeOver(OverviewRepresentation overview, TakeOver over, List<Region> copies) {
        String lag = Words.duration(over.heldMillisAgo() == null ? 0 : over.heldMillisAgo());
        Long lacks = over.lostResources() == null ? over.lostPositions() : over.lostResources();
        if (lacks == null || lacks != 0) {
            return "If " + over.bestRegion() + " took over now, " + (lacks == null ? "unknown" : lacks)
                    + " announced changes would be lost: it holds everything up to " + lag + " ago.";
        }
        String nothing = " everything up to " + lag + " ago; taking over now would lose nothing that was announced.";
        if (overview.role().equals("SECONDARY")) {
            return "This region, " + overview.region() + ", holds" + nothing;
        }
        List<String> level = copies.stream()
                .filter(copy -> copy.state().equals("LEVEL"))
                .map(Region::region)
                .toList();
        List<String> names = level.contains(over.bestRegion()) ? level : List.of(over.bestRegion());
        return list(names) + (names.size() == 1 ? " holds" : " hold") + nothing;
    }

    /** us, ap, and sa. */
    private static String list(List<String> names) {
        int last = names.size() - 1;
        return switch (names.size()) {
            case 1 -> names.get(0);
            case 2 -> names.get(0) + " and " + names.get(1);
            default -> String.join(", ", names.subList(0, last)) + ", and " + names.get(last);
        };
    }
}
