package io.multiregion.replication.failover;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and regions do. */
final class Wait {

    private static final long POLL_MILLIS = 5;

    private Wait() {}

    /** Whether a condition came to hold in time. */
    static boolean upTo(Duration longest, BooleanSupplier condition) {
        long until = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
