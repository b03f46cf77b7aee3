package io.multiregion.engine.admission;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies of a known length, each by its deadline, however slowly the bytes drip: a server's own limit is for each read. A read that
 * blocks beyond it is interrupted, which a server's stream and a pipe obey.
 */
final class TimedBody {

    /** The time of one body. */
    private static final class Deadline {
        private final Thread reader = Thread.currentThread();
        private boolean passed;
        private boolean over;

        private synchronized void pass() {
            passed = true;
            if (!over) {
                reader.interrupt();
            }
        }

        /** Whether it has passed. The reader is not interrupted any more after this, nor marked so. */
        private synchronized boolean end() {
            over = true;
            if (passed) {
                Thread.interrupted();
            }
            return passed;
        }
    }

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "multi-region-deadline");
        thread.setDaemon(true);
        return thread;
    });

    TimedBody() {
        // a deadline that was met is not kept until it would have passed
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * The body, all of it.
     *
     * @throws TooSlowException if it is not there in time
     * @throws IOException if it ends early, or cannot be read
     */
    byte[] read(InputStream body, int length, Duration time) throws IOException, TooSlowException {
        Deadline deadline = new Deadline();
        ScheduledFuture<?> alarm = clock.schedule(deadline::pass, time.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return readAll(body, length);
        } catch (IOException e) {
            if (deadline.end()) {
                throw new TooSlowException(
                        "a message of " + length + " bytes was not there after " + time.toSeconds() + " seconds");
            }
            throw e;
        } finally {
            alarm.cancel(false);
            deadline.end();
        }
    }

    private static byte[] readAll(InputStream body, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = body.readNBytes(bytes, 0, length);
        if (read < length) {
            throw new EOFException("a message ended after " + read + " of " + length + " bytes");
        }
        return bytes;
    }

    void stop() {
        clock.shutdownNow();
    }
}
