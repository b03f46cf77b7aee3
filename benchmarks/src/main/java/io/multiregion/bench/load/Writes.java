package io.multiregion.bench.load;

import io.multiregion.lab.client.Visitor;
import java.util.concurrent.locks.LockSupport;

/** Somebody who creates one user after the other through the front door, and notes for how long none could be created. */
public final class Writes implements AutoCloseable {

    private static final long PAUSE_NANOS = 5_000_000;

    private final Visitor.Operator operator;
    private final String prefix;
    private final Thread thread = new Thread(this::write, "writes");
    private volatile long longest;
    private volatile boolean closed;

    public Writes(Visitor.Operator operator, String prefix) {
        this.operator = operator;
        this.prefix = prefix;
        this.thread.start();
    }

    /** The longest time between two users, in nanoseconds: from the answer for one to the answer for the next. */
    public long longestPause() {
        return longest;
    }

    private void write() {
        long last = 0;
        for (int i = 0; !closed; i++) {
            if (operator.creates(BenchRealm.bare(prefix + "-" + i))) {
                long now = System.nanoTime();
                longest = Math.max(longest, last == 0 ? 0 : now - last);
                last = now;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
