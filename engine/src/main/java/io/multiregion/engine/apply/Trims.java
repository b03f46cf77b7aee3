package io.multiregion.engine.apply;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When a copy's journal is trimmed while cuts arrive: now and then, so that a cut does not wait for it. Idle, heartbeats do so. */
final class Trims {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    Trims(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is time again; if so, the next time is later. */
    boolean isDue(String realmId) {
        long now = clock.millis();
        long before = last.getOrDefault(realmId, 0L);
        boolean due = Math.abs(now - before) >= PAUSE.toMillis();
        if (due) {
            last.put(realmId, now);
        }
        return due;
    }
}
