package io.multiregion.engine.secret.key;

import io.multiregion.engine.work.Crew;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** One thread that looks after something periodically, or when somebody waits for it. */
public final class Looks {

    private static final Logger LOG = Logger.getLogger(Looks.class);

    private final Runnable look;
    private final long periodMillis;
    private final String name;
    private final Crew thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition looked = lock.newCondition();
    private long begun;
    private long finished;
    private boolean waitedFor;
    private boolean stopped;

    public Looks(String name, long periodMillis, Runnable look) {
        this.look = look;
        this.periodMillis = periodMillis;
        this.name = name;
        this.thread = Crew.one(name);
    }

    public void start() {
        thread.execute(this::run);
    }

    public void stop() {
        lock.lock();
        try {
            stopped = true;
            asked.signalAll();
        } finally {
            lock.unlock();
        }
        thread.stop();
    }

    /** Waits for a look that begins after this call, for so long at most. */
    void await(long millis) {
        lock.lock();
        try {
            long wanted = begun + 1;
            waitedFor = true;
            asked.signalAll();
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (finished < wanted && left > 0 && !stopped) {
                left = looked.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (begin()) {
            try {
                look.run();
            } catch (Throwable e) {
                LOG.errorf(e, "%s failed, and will be tried again", name);
            }
            lock.lock();
            try {
                finished = begun;
                looked.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until it is time to look; false when it is over. */
    private boolean begin() {
        lock.lock();
        try {
            if (!waitedFor && !stopped && begun > 0) {
                asked.await(periodMillis, TimeUnit.MILLISECONDS);
            }
            waitedFor = false;
            begun++;
            return !stopped;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
