package io.multiregion.engine.work;

import java.util.concurrent.TimeUnit;

/** A rest of this thread, for whoever looks again after it. */
public final class Pause {

    private Pause() {}

    /** Whether it lasted; not if the thread is interrupted, as while the server is stopping. The thread stays interrupted. */
    public static boolean of(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
