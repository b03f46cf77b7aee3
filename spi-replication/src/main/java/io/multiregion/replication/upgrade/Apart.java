package io.multiregion.replication.upgrade;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Does work on a thread without a transaction, and waits for it: the extension's own connections would be enlisted in the caller's. */
final class Apart {

    private Apart() {}

    static <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, task -> new Thread(task, "multi-region-upgrade").start())
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
