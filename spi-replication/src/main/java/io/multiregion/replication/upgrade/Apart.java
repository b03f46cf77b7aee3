package io.multiregion.replication.upgrade;

import io.multiregion.engine.work.Crew;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Does work on a thread without a transaction, and waits for it: the extension's own connections would be enlisted in the caller's. */
final class Apart {

    private Apart() {}

    static <T> T call(Supplier<T> work) {
        Crew thread = Crew.one("multi-region-upgrade");
        try {
            return thread.supply(work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            thread.stop();
        }
    }
}
