package io.multiregion.engine.work;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** As a {@link Crew}, and work may be planned for later. */
public final class TimedCrew implements Executor {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ScheduledExecutorService threads;

    private TimedCrew(ScheduledExecutorService threads) {
        this.threads = threads;
    }

    /** One that works on threads that somebody else has made. */
    public static TimedCrew on(ScheduledExecutorService threads) {
        return new TimedCrew(threads);
    }

    /** @param most threads at a time; each begins when there is work for it, and ends when it has had none for a while */
    public static TimedCrew of(String name, int most) {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(most, new Daemons(name));
        threads.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        threads.allowCoreThreadTimeOut(true);
        // what was called off does not wait until it would have been due
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new TimedCrew(threads);
    }

    /**
     * Does the work some time soon; nobody waits for it.
     *
     * @throws java.util.concurrent.RejectedExecutionException after the stop
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(new Guard(work));
    }

    /** Does the work later, unless it is called off. */
    public Future<?> schedule(Runnable work, Duration delay) {
        return threads.schedule(new Guard(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does the work now, and again after each pause, whatever it throws, until the stop. */
    public void repeat(Runnable work, Duration pause) {
        threads.scheduleWithFixedDelay(new Guard(work), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No work begins after this. What is under way ends by itself. */
    public void stop() {
        threads.shutdown();
    }

    /** No work begins after this. What is under way is interrupted. */
    public void stopNow() {
        threads.shutdownNow();
    }

    boolean isOver(Duration patience) throws InterruptedException {
        return threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
