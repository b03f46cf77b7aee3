package io.multiregion.replication.start;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does work for a request on a thread without a transaction: the thread of a request has one, and the extension's own
 * connections would be enlisted in it.
 */
public final class OffRequest {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "multi-region-work");
        thread.setDaemon(true);
        thread.setContextClassLoader(OffRequest.class.getClassLoader());
        return thread;
    });

    /** Waits for the work, and throws what it throws. */
    public <T> T call(Callable<T> work) throws Exception {
        try {
            return threads.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    void stop() {
        threads.shutdown();
    }
}
