package io.multiregion.engine.onelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.message.Inquiry.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final Instant DAY = Instant.parse("2026-05-04T10:00:00Z");

    private final Allowance allowance = new Allowance();

    @Test
    void whatIsTooMuchWaitsForTheNextDay() {
        assertEquals(Allowance.Verdict.WITHIN, spend("us", 6, DAY));
        assertEquals(Allowance.Verdict.EXHAUSTED, spend("us", 5, DAY));
        assertEquals(Allowance.Verdict.BEYOND, spend("us", 5, DAY.plusSeconds(60)), "it is said once a day");
        assertEquals(Allowance.Verdict.WITHIN, spend("us", 4, DAY));
        assertEquals(Allowance.Verdict.WITHIN, spend("ap", 6, DAY), "each region has its own");
        assertEquals(Allowance.Verdict.WITHIN, allowance.spend("another", "us", events(6, 10), 10, DAY));
        assertEquals(Allowance.Verdict.WITHIN, spend("us", 5, DAY.plus(Duration.ofDays(1))));
    }

    @Test
    void aLongOneCountsAsSeveral() {
        assertEquals(Allowance.Verdict.WITHIN, spend("us", 1, DAY));
        assertEquals(Allowance.Verdict.EXHAUSTED, allowance.spend("acme", "us", events(1, 9_500), 10, DAY));
    }

    /** It would be in the way of all that come after it, for ever. */
    @Test
    void theFirstMessageOfADayIsTakenInAnyCase() {
        assertEquals(Allowance.Verdict.WITHIN, spend("us", 200, DAY));
        assertEquals(Allowance.Verdict.EXHAUSTED, spend("us", 1, DAY));
    }

    private Allowance.Verdict spend(String region, int events, Instant at) {
        return allowance.spend("acme", region, events(events, 10), 10, at);
    }

    private static List<LoggedEvent> events(int count, int letters) {
        return Collections.nCopies(count, new LoggedEvent(false, Map.of("DETAILS_JSON", "x".repeat(letters))));
    }
}
