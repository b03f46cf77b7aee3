package io.multiregion.replication.job;

import java.util.Map;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/**
 * Keycloak's timer, which looks at a realm's role each time a job that writes to it is due: the job sleeps while the realm is
 * read-only and goes on by itself after a change of role.
 */
final class PrimaryOnlyTimer implements TimerProvider {

    private final TimerProvider timer;

    PrimaryOnlyTimer(TimerProvider timer) {
        this.timer = timer;
    }

    @Override
    public void schedule(Runnable runnable, long intervalMillis, String taskName) {
        timer.schedule(runnable, intervalMillis, taskName);
    }

    @Override
    public void schedule(Runnable runnable, long initialDelayMillis, long intervalMillis, String taskName) {
        timer.schedule(runnable, initialDelayMillis, intervalMillis, taskName);
    }

    @Override
    public void scheduleTask(ScheduledTask task, long intervalMillis, String taskName) {
        timer.scheduleTask(guarded(task, taskName), intervalMillis, taskName);
    }

    @Override
    public void scheduleTask(ScheduledTask task, long initialDelayMillis, long intervalMillis, String taskName) {
        timer.scheduleTask(guarded(task, taskName), initialDelayMillis, intervalMillis, taskName);
    }

    @Override
    public TimerTaskContext cancelTask(String taskName) {
        return timer.cancelTask(taskName);
    }

    @Override
    public Map<String, TimerTaskContext> getTasks() {
        return timer.getTasks();
    }

    @Override
    public void close() {
        timer.close();
    }

    private static ScheduledTask guarded(ScheduledTask task, String taskName) {
        return RealmJob.of(taskName)
                .<ScheduledTask>map(job -> new PrimaryOnlyTask(task, taskName, job))
                .orElse(task);
    }
}
