package io.multiregion.engine.schedule;

import io.multiregion.engine.work.Threadless;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tasks wait, in the order in which they came, until they are told to run. How late is not looked at. */
final class WaitingTasks extends Threadless {

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {

        private final Runnable work;

        Task(Runnable work) {
            super(work, null);
            this.work = work;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            waiting.remove(this);
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    private final List<Task> waiting = new ArrayList<>();

    /** Runs those that wait now, once each; what they leave waiting waits on. An error that one throws leaves the others waiting. */
    void round() {
        for (Task task : List.copyOf(waiting)) {
            if (waiting.remove(task)) {
                task.work.run();
            }
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Task one = new Task(task);
        waiting.add(one);
        return one;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void shutdown() {
        super.shutdown();
        waiting.clear();
    }
}
