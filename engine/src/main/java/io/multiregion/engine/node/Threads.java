package io.multiregion.engine.node;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that a node ships with.
 *
 * @param streams for the turns of streams: they wait for other regions, so many at a time
 * @param copies for the chunks of copies that are cut ahead, one a stream at most
 * @param background for what nobody waits for. None of them has a transaction
 * @param ticker for the one look a second, which never waits for another region
 * @param duties for the duties of the node that ships, which may wait for other regions
 */
public record Threads(
        ScheduledExecutorService streams,
        ExecutorService copies,
        ExecutorService background,
        ScheduledExecutorService ticker,
        ExecutorService duties) {

    private static final int STREAMS_AT_ONCE = 16;

    /** Those of a server, all of them daemons: none begins before there is work for it. */
    public static Threads daemons() {
        return new Threads(
                Executors.newScheduledThreadPool(STREAMS_AT_ONCE, named("multi-region-ship")),
                Executors.newCachedThreadPool(named("multi-region-copy")),
                Executors.newCachedThreadPool(named("multi-region-work")),
                Executors.newSingleThreadScheduledExecutor(named("multi-region-lease")),
                Executors.newSingleThreadExecutor(named("multi-region-duty")));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** No work begins after this. What streams and copies are doing ends by itself, the rest is interrupted. */
    void stop() {
        ticker.shutdownNow();
        streams.shutdown();
        copies.shutdown();
        background.shutdown();
        duties.shutdownNow();
    }
}
