package io.multiregion.replication.start;

import io.multiregion.engine.work.Crew;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Does work for a request on a thread without a transaction: the thread of a request has one, and the extension's own
 * connections would be enlisted in it.
 */
public final class OffRequest {

    private final Crew threads = Crew.many("multi-region-work");

    /** Waits for the work, and throws what it throws. */
    public <T> T call(Callable<T> work) throws Exception {
        try {
            return threads.call(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    void stop() {
        threads.stop();
    }
}
