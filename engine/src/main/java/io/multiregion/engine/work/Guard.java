package io.multiregion.engine.work;

import org.jboss.logging.Logger;

/** Work that ends neither its thread nor its own repetition, whatever it throws. */
final class Guard implements Runnable {

    private static final Logger LOG = Logger.getLogger(Guard.class);

    private final Runnable work;

    Guard(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            work.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    private static void report(Throwable failure) {
        try {
            LOG.errorf(
                    failure, "work on thread %s failed", Thread.currentThread().getName());
        } catch (Throwable e) {
            // without memory there is no line either: the next work finds out
        }
    }
}
