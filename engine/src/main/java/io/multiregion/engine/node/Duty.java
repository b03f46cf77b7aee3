package io.multiregion.engine.node;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What the node that ships does besides, once a second and never twice at once, however long it takes. */
final class Duty implements Tick {

    private static final Logger LOG = Logger.getLogger(Duty.class);

    private final Executor executor;
    private final Runnable work;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Trouble trouble = new Trouble(LOG, "a duty of the node that ships failed, and is due again");

    Duty(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    @Override
    public void tick(boolean leading) {
        if (leading && underWay.compareAndSet(false, true)) {
            try {
                executor.execute(this::perform);
            } catch (RejectedExecutionException e) {
                underWay.set(false);
            }
        }
    }

    private void perform() {
        try {
            work.run();
            trouble.over();
        } catch (Throwable e) {
            trouble.met(e);
        } finally {
            underWay.set(false);
        }
    }
}
