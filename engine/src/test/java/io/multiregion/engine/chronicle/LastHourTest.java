package io.multiregion.engine.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.chronicle.MinuteRows.Minute;
import io.multiregion.engine.database.KeycloakDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What an hour of measures says. */
class LastHourTest {

    private static final long NOW = 1_000_000 * 60_000L + 20_000;

    private static Minute minute(long ago, long lag, long behind, long copied) {
        Counts counts = new Counts();
        for (int i = 0; i < 59; i++) {
            counts.add(0);
        }
        counts.add(lag);
        long number = NOW / 60_000 - ago;
        return new Minute("acme", "us", number, lag, counts, behind, copied, number * 60_000 + 60_000);
    }

    @Test
    void aPercentileIsRightToWithinAFifth() {
        for (long millis : new long[] {0, 1, 2, 3, 17, 250, 999, 12_345, 3_600_000}) {
            Counts counts = Counts.parse(null);
            counts.add(1);
            for (int i = 0; i < 100; i++) {
                counts.add(millis);
            }
            long found = Counts.parse(counts.toString()).percentile(99);
            assertTrue(found >= millis * 0.99 && found <= Math.max(1, millis * 1.2), millis + " became " + found);
        }
    }

    /** One bad second in a minute is more than one in a hundred; one bad minute in the hour is not. */
    @Test
    void theWorstSecondsOfTheHourCount() {
        List<Minute> each = new ArrayList<>();
        List<Minute> once = new ArrayList<>();
        for (int ago = 60; ago >= 1; ago--) {
            each.add(minute(ago, 1000, 0, 0));
            once.add(minute(ago, ago == 30 ? 1000 : 0, 0, 0));
        }
        assertEquals(1000, LastHour.of(each, "us", NOW).lagP99Millis().orElseThrow(), 200);
        assertEquals(OptionalLong.of(0), LastHour.of(once, "us", NOW).lagP99Millis());
        assertEquals(1000L, LastHour.of(once, "us", NOW).lagMillisOfMinutes().get(30));
    }

    @Test
    void whatWasNotMeasuredIsNotKnown() {
        LastHour hour = LastHour.of(List.of(minute(3, 7, 0, 0)), "us", NOW);
        List<Long> minutes = hour.lagMillisOfMinutes();
        assertEquals(60, minutes.size());
        assertEquals(7L, minutes.get(57));
        assertNull(minutes.get(58));
        assertEquals(OptionalLong.empty(), LastHour.of(List.of(), "us", NOW).lagP99Millis());
        assertEquals(
                OptionalLong.empty(),
                LastHour.of(List.of(minute(3, 7, 0, 0)), "ap", NOW).lagP99Millis());
    }

    @Test
    void ratesAreOfWhatIsNewSinceTheLastMinute() {
        LastHour hour = LastHour.of(List.of(minute(2, 0, 900, 100), minute(1, 0, 700, 300)), "us", NOW);
        assertEquals(OptionalDouble.of(10), hour.copiedPerSecond(500));
        assertEquals(OptionalDouble.of(20), hour.nearerPerSecond(300));
        assertEquals(OptionalDouble.empty(), hour.nearerPerSecond(800));
        assertEquals(OptionalDouble.empty(), LastHour.of(List.of(), "us", NOW).copiedPerSecond(5));
    }

    @Test
    void minutesAreKeptForTwoHours() {
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            database.run(connection -> {
                MinuteRows.put(connection, List.of(minute(121, 1, 2, 3), minute(60, 1, 2, 3)), NOW - 60_000);
                MinuteRows.put(connection, List.of(minute(60, 4, 5, 6), minute(1, 1, 2, 3)), NOW);
                assertEquals(2, MinuteRows.since(connection, "acme", 0).size());
                List<Minute> hour = LastHour.read(connection, "acme", NOW);
                assertEquals(List.of(4L, 1L), hour.stream().map(Minute::lagMost).toList());
                MinuteRows.forget(connection, "acme");
                assertEquals(List.of(), LastHour.read(connection, "acme", NOW));
            });
        }
    }
}
