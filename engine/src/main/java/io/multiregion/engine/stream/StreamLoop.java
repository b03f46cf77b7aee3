package io.multiregion.engine.stream;

import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.work.TimedCrew;
import io.multiregion.key.KeyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Runs the turns of one stream, one at a time: at once when woken, after a second when idle, and later and later, with jitter,
 * while the other side fails. Being woken does not shorten the wait after a failure.
 */
final class StreamLoop {

    private static final Logger LOG = Logger.getLogger(StreamLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String name;
    private final ReplicaStream stream;
    private final TimedCrew crew;
    private final Runnable onFailure;
    private Future<?> next;
    private boolean running;
    private boolean wokenMeanwhile;
    private boolean stopped;
    private int failures;

    StreamLoop(String name, ReplicaStream stream, TimedCrew crew, Runnable onFailure) {
        this.name = name;
        this.stream = stream;
        this.crew = crew;
        this.onFailure = onFailure;
    }

    /** The first turn begins at once. */
    void begin() {
        stream.wakes(this::wake);
        wake();
    }

    synchronized void wake() {
        if (running) {
            wokenMeanwhile = true;
        } else if (failures == 0) {
            schedule(Duration.ZERO);
        }
    }

    /** The other side was heard of: what failed is tried again at once. */
    synchronized void hear() {
        if (!running && failures > 0) {
            schedule(Duration.ZERO);
        }
    }

    /** No turn begins after this; one that runs ends by itself. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private void schedule(Duration delay) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = crew.schedule(this::run, delay);
        } catch (RejectedExecutionException e) {
            stopped = true;
        }
    }

    private void run() {
        synchronized (this) {
            if (stopped || running) {
                return;
            }
            running = true;
            wokenMeanwhile = false;
        }
        Optional<Duration> pause = Optional.of(LONGEST_PAUSE);
        try {
            pause = turn();
        } finally {
            ended(pause);
        }
    }

    private Optional<Duration> turn() {
        try {
            Optional<Duration> pause = stream.turn();
            failures = 0;
            return pause;
        } catch (Lease.LostException e) {
            LOG.debugf("%s: %s", name, e.getMessage());
            return Optional.empty();
        } catch (RoleMovedException e) {
            LOG.debugf("%s: %s", name, e.getMessage());
            return Optional.of(FIRST_PAUSE);
        } catch (Throwable e) {
            return Optional.of(afterFailure(e));
        }
    }

    private synchronized void ended(Optional<Duration> pause) {
        running = false;
        if (pause.isEmpty()) {
            stopped = true;
        } else {
            schedule(wokenMeanwhile && failures == 0 ? Duration.ZERO : pause.get());
        }
    }

    /** Which key it is, and what its service said, is in the log and nowhere else. */
    private static String reason(Throwable cause) {
        return cause instanceof KeyException ? " (" + cause.getMessage() + ")" : "";
    }

    private Duration afterFailure(Throwable failure) {
        failures++;
        if (failure instanceof TransportException) {
            LOG.warnf("%s: %s%s", name, failure.getMessage(), reason(failure.getCause()));
        } else {
            LOG.errorf(failure, "%s failed", name);
        }
        onFailure.run();
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        Duration pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        try {
            stream.failed(failure, pause);
        } catch (Throwable e) {
            LOG.debugf(e, "%s: the failure could not be noted", name);
        }
        return pause;
    }
}
