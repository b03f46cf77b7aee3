package io.multiregion.engine.failover;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.work.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what other threads and regions do, and asks less often the longer it takes. Ends early, without a result, when the thread is
 * interrupted, as while the server is stopping; the thread stays interrupted.
 */
public final class Wait {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);

    /** What is noticed late is noticed by this part of the wait late. */
    private static final int PART = 20;

    private Wait() {}

    /** Whether a condition came to hold in time. */
    public static boolean upTo(Duration longest, BooleanSupplier condition) {
        return result(longest, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** What was found in time, or empty. */
    public static <T> Optional<T> result(Duration longest, Supplier<Optional<T>> search) {
        long began = System.nanoTime();
        Optional<T> found = search.get();
        for (long waited = 0; found.isEmpty() && waited < longest.toNanos(); waited = System.nanoTime() - began) {
            if (!Pause.of(Math.max(SHORTEST, Math.min(LONGEST, waited / PART)))) {
                return found;
            }
            found = search.get();
        }
        return found;
    }

    /** @throws RefusedException if a wait has ended because the server is stopping, and not because it took too long */
    public static void requireRunning() {
        if (Thread.currentThread().isInterrupted()) {
            throw new RefusedException(503, "interrupted", "the server is stopping: ask again later");
        }
    }
}
