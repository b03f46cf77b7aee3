package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Random faults, moves of the role and writes, in regions without servers: promises B to E hold. The system properties {@code
 * schedule.first}, {@code schedule.seeds} and {@code schedule.steps} name the first seed, how many, and the steps of each.
 */
final class ScheduleTest {

    static final int STEPS = Integer.getInteger("schedule.steps", 40);

    private static final long FIRST = Long.getLong("schedule.first", 1);
    private static final long SEEDS = Long.getLong("schedule.seeds", 1000);
    private static final int AT_ONCE = 2;

    private final AtomicLong next = new AtomicLong(FIRST);

    @Test
    void promisesHoldWhateverHappens() throws Exception {
        long began = System.nanoTime();
        long acknowledged = 0;
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Long>> players = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                players.add(this::play);
            }
            for (Future<Long> player : threads.invokeAll(players)) {
                acknowledged += player.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%d schedules with %d acknowledged writes in %.1f s%n",
                SEEDS, acknowledged, (System.nanoTime() - began) / 1e9);
        assertTrue(SEEDS < 100 || acknowledged > SEEDS, "there are writes: " + acknowledged);
    }

    /** Plays what is left, schedule by schedule, on databases of its own. */
    private long play() {
        long acknowledged = 0;
        try (Stage stage = new Stage()) {
            Rehearsal rehearsal = new Rehearsal(stage, Set.of());
            for (long seed = next.getAndIncrement(); seed < FIRST + SEEDS; seed = next.getAndIncrement()) {
                acknowledged += rehearsal.play(Schedule.of(seed, STEPS));
            }
        }
        return acknowledged;
    }
}
