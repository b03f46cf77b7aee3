package io.multiregion.engine.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The time of all regions, each of whose clocks somebody may have set, and when each was there. */
final class Times {

    /** After a longer absence another region may lead. */
    private static final long ABSENCE = 10_000;

    private final Map<String, Long> skew = new HashMap<>();
    private final Map<String, Long> aliveAt = new HashMap<>();
    private final Map<String, Long> backAt = new HashMap<>();
    private long millis = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private long events;

    private final class RegionClock extends Clock {
        private final String region;

        RegionClock(String region) {
            this.region = region;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return millis + skew.getOrDefault(region, 0L);
        }
    }

    /** A region's clock. */
    Clock clock(String region) {
        return new RegionClock(region);
    }

    /** In milliseconds, by what no operator sets. */
    long now() {
        return millis;
    }

    void pass(long more) {
        millis += more;
    }

    /** Sets a region's clock. */
    void set(String region, long ahead) {
        skew.put(region, ahead);
    }

    /** A region is there: if it was not for long, it has come back just now. */
    void alive(String region) {
        Long before = aliveAt.put(region, millis);
        if (before != null && millis - before > ABSENCE) {
            backAt.put(region, event());
        }
    }

    /** As of which event a region last came back from an absence. */
    long backAt(String region) {
        return backAt.getOrDefault(region, 0L);
    }

    /** The number of an event: what comes later has a higher one, in the same millisecond too. */
    long event() {
        return ++events;
    }
}
