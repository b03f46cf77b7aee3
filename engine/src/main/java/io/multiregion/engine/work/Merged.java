package io.multiregion.engine.work;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that many ask for, and that is done once for all who have asked before it began: it never queues up. */
public final class Merged {

    private final Executor executor;
    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();

    /** @param executor does it; with one thread it is never done twice at once */
    public Merged(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    /** Has it done some time soon, all of it after this call. Does not block, and does nothing once its threads have stopped. */
    public void ask() {
        if (asked.compareAndSet(false, true)) {
            try {
                executor.execute(this::perform);
            } catch (RejectedExecutionException e) {
                asked.set(false);
            }
        }
    }

    private void perform() {
        asked.set(false);
        work.run();
    }
}
