package io.multiregion.engine.overview.text;

import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Region;

/**
 * The overview of a realm as text that a person reads in a terminal: the facts and the words of the page. Names and messages come from
 * other regions and from tenants; none of them reaches the terminal as anything but a line's text.
 */
public final class OverviewText {

    private OverviewText() {}

    public static String of(OverviewRepresentation overview) {
        Sheet sheet = new Sheet()
                .line("Realm " + overview.realm() + ", as " + overview.region() + " sees it at " + overview.at())
                .line(Sentence.of(overview));
        if (overview.role().equals("PRIMARY") && !overview.writable()) {
            sheet.blank().line("No changes are taken here now: " + overview.notWritableBecause());
        }
        if (overview.staleness() != null && overview.staleness().stale()) {
            sheet.blank()
                    .line("It was not known to be level for "
                            + Words.duration(overview.staleness().silentSeconds() * 1000)
                            + ", which is longer than the realm allows");
        }
        if (!overview.warnings().isEmpty()) {
            sheet.blank().line("What will go wrong if nobody does anything");
            overview.warnings().forEach(warning -> sheet.item("- " + warning));
        }
        if (overview.divergences() > 0) {
            sheet.blank().line("Changes of a former primary wait for a decision: " + overview.divergences());
        }
        for (Region region : overview.regions()) {
            new RegionSheet(sheet, region).write();
        }
        if (overview.lastDrill() != null) {
            sheet.blank().line("Last drill").item(drill(overview.lastDrill()));
        }
        return sheet.toString();
    }

    private static String drill(DrillDesk.Entry drill) {
        String pause = drill.estimatedWritePauseMillis() == null
                ? ""
                : "; changes would pause for about " + Words.duration(drill.estimatedWritePauseMillis());
        return drill.at() + ", to " + drill.to() + ": " + (drill.passed() ? "passed" : "did not pass") + pause;
    }
}
