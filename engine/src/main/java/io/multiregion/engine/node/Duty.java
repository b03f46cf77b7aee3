package io.multiregion.engine.node;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What the node that ships does besides, once a second and never twice at once. It may wait for other regions. */
final class Duty implements Tick {

    private static final Logger LOG = Logger.getLogger(Duty.class);

    private final Executor executor;
    private final Runnable work;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Duty(Executor executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    @Override
    public void tick(boolean leading) {
        if (leading && underWay.compareAndSet(false, true)) {
            executor.execute(this::perform);
        }
    }

    private void perform() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.debugf(e, "the duties of the shipping node failed; they are due again in a second");
        } finally {
            underWay.set(false);
        }
    }
}
