package io.multiregion.engine.stale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StalePolicyTest {

    @Test
    void aRealmThatSaysNothingServes() {
        assertEquals(new StalePolicy(Duration.ofMinutes(10), false), StalePolicy.of(Map.of()));
    }

    @Test
    void isWhatTheRealmSays() {
        assertEquals(
                new StalePolicy(Duration.ofSeconds(90), true),
                StalePolicy.of(Map.of(StalePolicy.MOST, "PT1M30S", StalePolicy.THEN, "refuse")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "multiRegion.maxStaleness, PT10M, true",
                "multiRegion.maxStaleness, PT5S, true",
                "multiRegion.maxStaleness, PT4.999S, false",
                "multiRegion.maxStaleness, P366D, false",
                "multiRegion.maxStaleness, -PT10M, false",
                "multiRegion.maxStaleness, ten minutes, false",
                "multiRegion.maxStaleness, 600, false",
                "multiRegion.maxStaleness, -, true",
                "multiRegion.maxStaleness, '', true",
                "multiRegion.whenStale, serve, true",
                "multiRegion.whenStale, REFUSE, true",
                "multiRegion.whenStale, maybe, false",
                "anything.else, maybe, true",
            })
    void whatItCannotBeIsSaid(String attribute, String value, boolean good) {
        assertEquals(good, StalePolicy.objection(attribute, value).isEmpty());
    }

    /** It comes by no way of Keycloak's; it makes nothing less strict than it would be without. */
    @Test
    void aValueThatCannotBeCountsAsNone() {
        assertEquals(
                new StalePolicy(StalePolicy.USUAL.most(), true),
                StalePolicy.of(Map.of(StalePolicy.MOST, "P1000Y", StalePolicy.THEN, "refuse")));
    }
}
