package io.multiregion.engine.admission;

import io.multiregion.engine.work.TimedCrew;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;

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

    private final TimedCrew clock = TimedCrew.of("multi-region-deadline", 1);

    /**
     * The body, all of it.
     *
     * @throws TooSlowException if it is not there in time
     * @throws IOException if it ends early, or cannot be read
     */
    byte[] read(InputStream body, int length, Duration time) throws IOException, TooSlowException {
        Deadline deadline = new Deadline();
        Future<?> alarm = clock.schedule(deadline::pass, time);
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
        clock.stopNow();
    }
}
