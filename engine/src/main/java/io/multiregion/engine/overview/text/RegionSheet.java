package io.multiregion.engine.overview.text;

import io.multiregion.engine.operate.view.TroubleRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Copy;
import io.multiregion.engine.overview.OverviewRepresentation.Lag;
import io.multiregion.engine.overview.OverviewRepresentation.LastVerify;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.Told;

/** A region as its card on the page has it. */
final class RegionSheet {

    private final Sheet sheet;
    private final Region region;
    private final boolean primary;

    RegionSheet(Sheet sheet, Region region) {
        this.sheet = sheet;
        this.region = region;
        this.primary = region.role().equals("PRIMARY");
    }

    void write() {
        sheet.blank().line(title());
        if (region.lastError() != null) {
            trouble(region.lastError());
        }
        if (!primary) {
            lag(region.lag());
            course(region.copy());
        }
        if (!region.self()) {
            sheet.fact("Last heartbeat", region.heardMillisAgo(), ago -> Words.duration(ago) + " ago");
        }
        Copy copy = region.copy();
        sheet.fact("Position", copy == null ? null : copy.appliedPosition(), String::valueOf)
                .fact("Epoch", copy == null ? null : copy.epoch(), String::valueOf);
        told(region.told());
        if (!primary) {
            sheet.fact(
                    "Last comparison",
                    region.lastVerify() == null ? "never" : found(region.lastVerify()),
                    text -> text);
        }
        sheet.fact("Address", region.publicUrl() == null ? region.url() : region.publicUrl(), String::valueOf);
    }

    private String title() {
        StringBuilder title = new StringBuilder(region.region()).append(": ").append(Words.state(region.state()));
        Copy copy = region.copy();
        if ("COPYING".equals(region.state())
                && copy != null
                && copy.totalResources() != null
                && copy.totalResources() > 0) {
            title.append(' ')
                    .append(100 * copy.copiedResources() / copy.totalResources())
                    .append(" %");
        }
        if (region.stateSince() != null) {
            title.append(" since ").append(region.stateSince());
        }
        return title.append(region.self() ? " (this region)" : "").toString();
    }

    private void trouble(TroubleRepresentation trouble) {
        sheet.item("! "
                        + Words.TROUBLES.getOrDefault(
                                String.valueOf(trouble.remedy()), String.valueOf(trouble.remedy())))
                .item(String.valueOf(trouble.message()))
                .fact("What to do", trouble.whatToDo(), String::valueOf)
                .fact("Since", trouble.since(), String::valueOf)
                .fact("Resource", trouble.resource(), resource -> resource.kind() + " " + resource.id())
                .fact("Table", trouble.table(), String::valueOf);
    }

    private void lag(Lag lag) {
        if (lag != null) {
            sheet.fact("Behind", lag.lagMillis(), Words::duration)
                    .fact("Behind, 99 of 100 in the last hour", lag.lagP99MillisOfHour(), Words::duration)
                    .fact("Changes it has not confirmed", lag.behindResources(), String::valueOf);
        }
    }

    /** Only while there is a way to go. */
    private void course(Copy copy) {
        if (copy != null && ("COPYING".equals(region.state()) || "CATCHING_UP".equals(region.state()))) {
            sheet.fact("Rate", copy.resourcesPerSecond(), rate -> rate + " changes a second")
                    .fact("Time left", copy.secondsLeft(), seconds -> Words.duration(seconds * 1000));
        }
    }

    private void told(Told told) {
        if (told != null) {
            sheet.fact("Clock differs by", told.clockSkewMillis(), Words::duration)
                    .fact(
                            "Keycloak / extension",
                            told.keycloakVersion(),
                            version -> version + " / "
                                    + (told.extensionVersion() == null ? "unknown" : told.extensionVersion()))
                    .fact("Nodes", told.nodes(), String::valueOf)
                    .fact("Certificate ends", told.certificateEndsAt(), String::valueOf)
                    .fact("Keys", told.keysUsable(), usable -> usable ? "usable" : "not usable");
        }
    }

    private static String found(LastVerify verify) {
        return verify.differences() == null || verify.differences() == 0
                ? "all the same, " + verify.at()
                : verify.differences() + " differed, " + verify.at();
    }
}
