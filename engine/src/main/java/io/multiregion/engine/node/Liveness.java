package io.multiregion.engine.node;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When this node last saw its region alive: one that was frozen may have slept while another region took over. */
final class Liveness {

    private static final Duration AWAKE = Duration.ofSeconds(8);

    private final LongSupplier nanos;
    private volatile boolean begun;
    private volatile long seenAt;

    /** @param nanos a clock that never goes back, as {@link System#nanoTime} */
    Liveness(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The region is alive, as this node has seen with its own eyes. The first time begins the watch. */
    void seen() {
        seenAt = nanos.getAsLong();
        begun = true;
    }

    /** Whether it was seen in the last seconds; true before the watch begins. */
    boolean isAwake() {
        return !begun || nanos.getAsLong() - seenAt < AWAKE.toNanos();
    }
}
