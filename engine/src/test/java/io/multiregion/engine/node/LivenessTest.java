package io.multiregion.engine.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node that was frozen looks before it writes. */
final class LivenessTest {

    private long now = Long.MAX_VALUE - 5;
    private final Liveness liveness = new Liveness(() -> now);

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aNodeThatHasNotStartedIsNotAsleep() {
        passes(Duration.ofHours(1));
        assertTrue(liveness.isAwake());
    }

    @Test
    void itIsAwakeForSomeSecondsAfterItHasSeenItsRegionAlive() {
        liveness.seen();
        passes(Duration.ofMillis(7_999));
        assertTrue(liveness.isAwake());
        passes(Duration.ofMillis(1));
        assertFalse(liveness.isAwake());
        liveness.seen();
        assertTrue(liveness.isAwake());
    }
}
