package io.multiregion.engine.region;

import io.multiregion.engine.node.Threads;
import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.Inline;
import io.multiregion.engine.work.RegionCrews;
import io.multiregion.engine.work.Threadless;
import io.multiregion.engine.work.TimedCrew;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The threads of one node, none of which is one: all is done when {@link SimulatedTime} passes. */
final class SimulatedThreads extends Threadless {

    private final SimulatedTime time;
    private final Set<SimulatedTime.Task> waiting =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    SimulatedThreads(SimulatedTime time) {
        this.time = time;
    }

    /** All of a node. A chunk that is cut ahead is cut at once. */
    Threads all() {
        return new Threads(
                new RegionCrews(region -> TimedCrew.on(this)),
                new RegionCrews(region -> TimedCrew.on(this)),
                Crew.on(new Inline()),
                Crew.on(this),
                TimedCrew.on(this),
                Crew.on(this));
    }

    @Override
    public void execute(Runnable work) {
        schedule(work, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return new Planned(work).in(Duration.ofNanos(unit.toNanos(delay)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        return new Planned(new Runnable() {
                    @Override
                    public void run() {
                        work.run();
                        if (!isShutdown()) {
                            schedule(this, delay, unit);
                        }
                    }
                })
                .in(Duration.ofNanos(unit.toNanos(first)));
    }

    /** Nothing of what waits is done any more. */
    @Override
    public void shutdown() {
        super.shutdown();
        List.copyOf(waiting).forEach(time::callOff);
        waiting.clear();
    }

    private final class Planned extends FutureTask<Object> implements ScheduledFuture<Object> {
        private SimulatedTime.Task task;

        Planned(Runnable work) {
            super(work, null);
        }

        Planned in(Duration delay) {
            if (isShutdown()) {
                throw new RejectedExecutionException("the node has stopped");
            }
            synchronized (waiting) {
                task = time.in(delay, this);
                waiting.add(task);
            }
            return this;
        }

        @Override
        public void run() {
            synchronized (waiting) {
                waiting.remove(task);
            }
            super.run();
        }

        @Override
        public boolean cancel(boolean interrupting) {
            waiting.remove(task);
            time.callOff(task);
            return super.cancel(interrupting);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(time.instant(), task.due()));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
