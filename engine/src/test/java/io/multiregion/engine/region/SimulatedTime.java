package io.multiregion.engine.region;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time that passes when a test says so. What is due is done on the thread that lets time pass, one after the other, in an order that is the
 * same each time. Other threads may add work and ask for the time.
 *
 * <p>What asks the database for the time, as the lease of five seconds does, or the machine, goes by real time.
 */
public final class SimulatedTime extends Clock {

    /** Something to do, unless it is called off. */
    static final class Task {
        private final long number;
        private final Instant due;
        private final Runnable work;
        private boolean calledOff;

        private Task(long number, Instant due, Runnable work) {
            this.number = number;
            this.due = due;
            this.work = work;
        }

        Instant due() {
            return due;
        }
    }

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(task -> task.number));
    private final Instant began = Instant.ofEpochMilli(System.currentTimeMillis());
    private Instant now = began;
    private long numbers;

    /** Lets time pass, and has done what falls due, also what that adds. */
    public void pass(Duration duration) {
        Instant end = instant().plus(duration);
        for (Task task = next(end); task != null; task = next(end)) {
            task.work.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /**
     * Lets time pass until a call returns that waits for what others do, as a switchover does. It runs on a thread of its own, so the order
     * of things is not the same each time.
     */
    public <T> T during(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task, "simulated call").start();
        while (true) {
            pass(Duration.ofMillis(5));
            try {
                return task.get(1, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // it still waits for what happens next
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private synchronized Task next(Instant end) {
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(end)) {
            Task task = tasks.poll();
            if (!task.calledOff) {
                now = task.due.isAfter(now) ? task.due : now;
                return task;
            }
        }
        return null;
    }

    synchronized Task in(Duration delay, Runnable work) {
        Task task = new Task(numbers++, now.plus(delay.isNegative() ? Duration.ZERO : delay), work);
        tasks.add(task);
        return task;
    }

    synchronized boolean callOff(Task task) {
        task.calledOff = true;
        return tasks.remove(task);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** The time that passed, which nobody sets, as {@link System#nanoTime}. */
    long nanos() {
        return Duration.between(began, instant()).toNanos();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
