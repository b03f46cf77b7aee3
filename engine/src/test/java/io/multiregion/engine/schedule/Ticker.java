package io.multiregion.engine.schedule;

import io.multiregion.engine.work.Inline;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The ticking thread of a node, without a thread: it ticks when it is told to, and looks when somebody asks it to, at once. */
final class Ticker extends Inline {

    private Runnable tick = () -> {};

    /** A second has passed. */
    void tick() {
        tick.run();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        tick = work;
        return null;
    }
}
