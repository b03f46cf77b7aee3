package io.multiregion.lab.machine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition until a deadline. */
public final class Await {

    private final String what;
    private final Duration deadline;
    private final Duration pause;

    private Await(String what, Duration deadline, Duration pause) {
        this.what = what;
        this.deadline = deadline;
        this.pause = pause;
    }

    public static Await upTo(Duration deadline, String what) {
        return new Await(what, deadline, Duration.ofMillis(20));
    }

    /** The same, with another pause between two questions. */
    public Await every(Duration pause) {
        return new Await(what, deadline, pause);
    }

    /** A condition asked again and again. An exception counts as not yet, and is the cause when time is up. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns how long it took. */
    public Duration until(Condition condition) {
        return until(condition, () -> "");
    }

    /** As {@link #until(Condition)}, with a word about the last state for the failure. */
    public Duration until(Condition condition, Supplier<String> state) {
        long started = System.nanoTime();
        Exception last = null;
        do {
            try {
                if (condition.holds()) {
                    return Duration.ofNanos(System.nanoTime() - started);
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting until " + what, e);
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(pause.toNanos());
        } while (System.nanoTime() - started < deadline.toNanos());
        throw new AssertionError("Not within " + deadline.toSeconds() + " s: " + what + " " + state.get(), last);
    }
}
