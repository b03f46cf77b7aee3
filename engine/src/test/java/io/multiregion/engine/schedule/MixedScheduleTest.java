package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.schema.MariaDbTexts;
import io.multiregion.schema.SchemaDatabase;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The same schedules where the first region and the third one have MariaDB, and the second one H2. The system properties {@code
 * schedule.mixed.first} and {@code schedule.mixed.seeds} name the first seed, and how many.
 */
final class MixedScheduleTest {

    private static final long FIRST = Long.getLong("schedule.mixed.first", 1);
    private static final long SEEDS = Long.getLong("schedule.mixed.seeds", 20);

    @Test
    void promisesHoldOnAMixOfProducts() {
        long began = System.nanoTime();
        long acknowledged = 0;
        try (Stage stage = new Stage(MixedScheduleTest::made)) {
            Rehearsal rehearsal = new Rehearsal(stage, Set.of());
            for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
                acknowledged += rehearsal.play(Schedule.of(seed, ScheduleTest.STEPS));
            }
        }
        System.out.printf(
                "%d schedules on MariaDB and H2 with %d acknowledged writes in %.1f s%n",
                SEEDS, acknowledged, (System.nanoTime() - began) / 1e9);
        assertTrue(SEEDS < 20 || acknowledged > SEEDS, "there are writes: " + acknowledged);
    }

    private static SchemaDatabase made(int number) {
        return number == 1
                ? Stage.h2(number)
                : SchemaDatabase.mariaDb(MariaDbTexts.BINARY, "?sessionVariables=innodb_lock_wait_timeout=0");
    }
}
