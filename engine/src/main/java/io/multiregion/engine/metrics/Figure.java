package io.multiregion.engine.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;

/**
 * What a node shows as gauges. Names carry their unit. The first tag is this region itself, unless it is null: then the figure is of the
 * region that the reading names.
 */
public enum Figure {
    /** Of a primary to each secondary: the age of the oldest change that the other region has not confirmed; 0 when it has all. */
    LAG("multiregion.lag.milliseconds", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** Changed resources that it has not confirmed; 10,000 stands for that many or more. */
    DEPTH("multiregion.journal.depth.resources", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** The same of a secondary to its primary, of what was written in the copy. */
    LAG_BACK("multiregion.lag.milliseconds", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** See {@link #LAG_BACK}. */
    DEPTH_BACK("multiregion.journal.depth.resources", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** How large the journal is in the database, where its product tells that at no cost. */
    JOURNAL_SIZE("multiregion.journal.size.bytes", Whose.OF_WHO_SHIPS, "region"),
    /** How long ago a replica was compared; infinite if never. */
    VERIFY_AGE("multiregion.verify.age.seconds", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** How many resources differed then. */
    VERIFY_DIFFERENCES("multiregion.verify.differences.resources", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** For how long a drill is due, of realms that want them; 0 while it is not, infinite if there never was one. */
    DRILL_OVERDUE("multiregion.drill.overdue.seconds", Whose.OF_WHO_SHIPS, "source", "target", "realm"),
    /** How old the oldest write is that a deposed primary had and nobody has decided about; of realms that have any. */
    DIVERGENCE_AGE("multiregion.divergence.age.seconds", Whose.OF_WHO_SHIPS, "region", "realm"),
    /** By how much the clock of another region is ahead; below 0 if it is behind. */
    CLOCK_SKEW("multiregion.clock.skew.milliseconds", Whose.OF_WHO_SHIPS, null, "region"),
    /** Whether a region can use its own keys, as it says itself: 1 or 0. */
    KEYS_USABLE("multiregion.keys.usable", Whose.OF_WHO_SHIPS, null, "region"),
    /** Whether this region holds the primary role of a realm: 1 or 0. */
    PRIMARY("multiregion.primary", Whose.OF_EACH_NODE, "region", "realm"),
    /** Whether this region takes writes of a realm: 1 or 0. */
    WRITABLE("multiregion.writable", Whose.OF_EACH_NODE, "region", "realm"),
    /** For how long a copy that serves end users was not known to be level. */
    SILENCE("multiregion.silence.seconds", Whose.OF_EACH_NODE, "target", "source", "realm"),
    /** For how long its realm lets it be. */
    SILENCE_BOUND("multiregion.silence.bound.seconds", Whose.OF_EACH_NODE, "target", "source", "realm"),
    /** Whether that is too long: 1 or 0. */
    STALE("multiregion.stale", Whose.OF_EACH_NODE, "target", "source", "realm"),
    /** How long the certificates of a region last; below 0 if they have ended. */
    CERTIFICATE("multiregion.certificate.expiry.seconds", Whose.OF_EACH_NODE, null, "region");

    /** Which node of a region shows it. */
    private enum Whose {
        OF_WHO_SHIPS,
        OF_EACH_NODE
    }

    private final String shown;
    private final Whose whose;
    private final String own;
    private final List<String> others;

    Figure(String shown, Whose whose, String own, String... others) {
        this.shown = shown;
        this.whose = whose;
        this.own = own;
        this.others = List.of(others);
    }

    /** Those that only the node has that ships. */
    public static List<Figure> ofWhoShips() {
        return Arrays.stream(values())
                .filter(figure -> figure.whose == Whose.OF_WHO_SHIPS)
                .toList();
    }

    String shown() {
        return shown;
    }

    /** @param region this region */
    Tags tags(String region, Reading reading) {
        Tags tags = own == null ? Tags.empty() : Tags.of(own, region);
        for (int i = 0; i < others.size(); i++) {
            tags = tags.and(others.get(i), reading.of().get(i));
        }
        return tags;
    }
}
