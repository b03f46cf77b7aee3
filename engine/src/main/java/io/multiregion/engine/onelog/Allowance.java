package io.multiregion.engine.onelog;

import io.multiregion.engine.message.Inquiry.LoggedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each region may add to the log of each realm in a day (UTC), on this node: a region that was taken over fills no database at
 * one stroke. A long event counts as several. What is refused waits in its region, so an honest one that has much to tell loses nothing
 * before a week is over. May be used by several threads.
 */
public final class Allowance {

    /** An event of ordinary size has fewer letters. */
    private static final long ORDINARY = 1_000;

    /** What became of events that a region tells. */
    public enum Verdict {
        WITHIN,
        /** The first that are too many, that day. */
        EXHAUSTED,
        BEYOND
    }

    private static final class Day {
        private long spent;
        private boolean said;
    }

    private record Teller(String realmId, String region) {}

    private final Map<Teller, Day> days = new HashMap<>();
    private LocalDate today = LocalDate.EPOCH;

    /**
     * Whether events may be added; they count if so, all or none. The first message of a day is taken in any case: none is in the way of
     * all that come after it.
     *
     * @param most how many the realm takes of each region in a day
     */
    public synchronized Verdict spend(String realmId, String region, List<LoggedEvent> told, long most, Instant now) {
        LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (!day.equals(today)) {
            today = day;
            days.clear();
        }
        Day spent = days.computeIfAbsent(new Teller(realmId, region), teller -> new Day());
        long more = told.stream().mapToLong(Allowance::weight).sum();
        if (spent.spent == 0 || spent.spent + more <= most) {
            spent.spent += more;
            return Verdict.WITHIN;
        }
        boolean first = !spent.said;
        spent.said = true;
        return first ? Verdict.EXHAUSTED : Verdict.BEYOND;
    }

    private static long weight(LoggedEvent event) {
        long letters =
                event.values().values().stream().mapToLong(String::length).sum();
        return 1 + letters / ORDINARY;
    }
}
