package io.multiregion.engine.work;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Threads that outlast what is done on them. What work throws is logged, or handed to whoever waits for it. {@code ArchitectureTest} sees
 * to it that no work begins on another thread but through this and {@link TimedCrew}.
 */
public final class Crew implements Executor {

    private final ExecutorService threads;

    private Crew(ExecutorService threads) {
        this.threads = threads;
    }

    /** One that works on threads that somebody else has made. */
    public static Crew on(ExecutorService threads) {
        return new Crew(threads);
    }

    /** One thread, which begins with its first work. */
    public static Crew one(String name) {
        return new Crew(Executors.newSingleThreadExecutor(new Daemons(name)));
    }

    /** As many threads as there is work. */
    public static Crew many(String name) {
        return new Crew(Executors.newCachedThreadPool(new Daemons(name)));
    }

    /**
     * Does the work some time soon; nobody waits for it.
     *
     * @throws java.util.concurrent.RejectedExecutionException after the stop
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(new Guard(work));
    }

    /** Does work that somebody waits for, who is thrown what it throws. */
    public <T> Future<T> call(Callable<T> work) {
        return threads.submit(work);
    }

    /** The same, for work that throws nothing checked. */
    public <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** No work begins after this. What is under way ends by itself. */
    public void stop() {
        threads.shutdown();
    }

    /** No work begins after this. What is under way is interrupted. */
    public void stopNow() {
        threads.shutdownNow();
    }
}
