package io.multiregion.engine.node;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The threads that a node ships with, all of them daemons: none begins before there is work for it. */
public final class Threads {

    private static final int STREAMS_AT_ONCE = 16;

    private final ScheduledExecutorService streams =
            Executors.newScheduledThreadPool(STREAMS_AT_ONCE, named("multi-region-ship"));
    private final ExecutorService copies = Executors.newCachedThreadPool(named("multi-region-copy"));
    private final ExecutorService background = Executors.newCachedThreadPool(named("multi-region-work"));
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(named("multi-region-lease"));
    private final ExecutorService duties = Executors.newSingleThreadExecutor(named("multi-region-duty"));

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For the turns of streams: they wait for other regions, so many at a time. */
    public ScheduledExecutorService streams() {
        return streams;
    }

    /** For the chunks of copies that are cut ahead: one a stream at most. */
    public ExecutorService copies() {
        return copies;
    }

    /** For what nobody waits for. None of them has a transaction. */
    public ExecutorService background() {
        return background;
    }

    /** For the one look a second, which never waits for another region. */
    ScheduledExecutorService ticker() {
        return ticker;
    }

    /** For the duties of the node that ships, which may wait for other regions. */
    ExecutorService duties() {
        return duties;
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
