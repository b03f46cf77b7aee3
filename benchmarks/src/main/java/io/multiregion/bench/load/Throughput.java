package io.multiregion.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** How often a second something can be done by a few clients at once. */
public final class Throughput {

    private static final int CLIENTS = 3;

    private final ExecutorService clients;
    private final AtomicLong number = new AtomicLong();

    public Throughput(ExecutorService clients) {
        this.clients = clients;
    }

    /** Does it for some seconds, with a number that is never given twice, and returns how often a second. */
    double of(LongConsumer action, int seconds) throws InterruptedException, ExecutionException {
        long started = System.nanoTime();
        long end = started + seconds * 1_000_000_000L;
        var done = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit(() -> {
                while (System.nanoTime() < end) {
                    action.accept(number.incrementAndGet());
                    done.incrementAndGet();
                }
            }));
        }
        for (var client : running) {
            client.get();
        }
        return done.get() / ((System.nanoTime() - started) / 1e9);
    }
}
