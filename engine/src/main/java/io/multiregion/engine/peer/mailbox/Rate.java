package io.multiregion.engine.peer.mailbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How many requests may be made: whoever keeps the objects may ask money for each. A few in a row go at once. */
final class Rate {

    /** A round of a message there and its answer back, several times over. */
    private static final int IN_A_ROW = 30;

    private final long nanosOfOne;
    private final LongSupplier nanos;
    private long earned;
    private long since;

    /**
     * @param interval how far apart they are on average, at least
     * @param nanos nanoseconds that never go back
     */
    Rate(Duration interval, LongSupplier nanos) {
        this.nanosOfOne = interval.toNanos();
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        this.earned = IN_A_ROW * nanosOfOne;
    }

    /** After how many nanoseconds the next request may be made; if that is 0, it counts as made. */
    synchronized long next() {
        long now = nanos.getAsLong();
        earned = Math.min(IN_A_ROW * nanosOfOne, earned + now - since);
        since = now;
        if (earned >= nanosOfOne) {
            earned -= nanosOfOne;
            return 0;
        }
        return nanosOfOne - earned;
    }
}
