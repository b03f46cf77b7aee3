package io.multiregion.engine.peer.carrier;

import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a region again that has no room for a message at the moment, as long as there is time. */
public final class Insistence {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** With less time left than this, it is not worth asking again. */
    static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** One attempt. */
    @FunctionalInterface
    public interface Attempt {

        /** @throws TransportException if nothing was said */
        Said within(Duration left);
    }

    private Insistence() {}

    /**
     * The sealed answer.
     *
     * @param where what is asked, for people to read
     * @throws TransportException if there is none
     */
    public static byte[] until(Duration patience, String where, Attempt attempt) {
        long end = System.nanoTime() + patience.toNanos();
        for (long longest = FIRST_PAUSE_NANOS; ; longest = Math.min(2 * longest, LONGEST_PAUSE_NANOS)) {
            Said said = attempt.within(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (said.status() == Said.DONE) {
                return said.body();
            }
            Refused refused = new Refused(where, said);
            long pause = ThreadLocalRandom.current().nextLong(longest / 4, longest);
            if (!refused.isBusy() || end - System.nanoTime() - pause < LEAST_NANOS) {
                throw new TransportException(refused.trouble());
            }
            LockSupport.parkNanos(pause);
        }
    }
}
