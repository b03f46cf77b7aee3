package io.multiregion.stories.outage;

import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random faults, moves of the role and writes: after healing no acknowledged write is lost in silence, there was one writer per epoch, and
 * both regions are equal. The system properties {@code schedule.first}, {@code schedule.seeds} and {@code schedule.steps} name the
 * first seed, how many, and the steps of each.
 */
@Alone
final class ScheduleStory {

    /** One realm goes through them all, as each begins with both regions level; a new one takes its place after a failure. */
    private Roles roles;

    @TestFactory
    Stream<DynamicTest> whateverHappens(TwoRegions regions) {
        long first = Long.getLong("schedule.first", 1);
        int steps = Integer.getInteger("schedule.steps", 3);
        return LongStream.range(first, first + Long.getLong("schedule.seeds", 20))
                .mapToObj(seed ->
                        DynamicTest.dynamicTest("seed " + seed, () -> play(regions, Schedule.of(seed, steps))));
    }

    private void play(TwoRegions regions, Schedule schedule) throws IOException, InterruptedException {
        if (roles == null) {
            roles = Roles.bare(regions, "schedule-" + schedule.seed());
        }
        var rehearsal = new Rehearsal(roles);
        var file = Checkout.here().target().resolve("schedules/seed-" + schedule.seed() + ".txt");
        try {
            rehearsal.play(schedule);
        } catch (RuntimeException | AssertionError e) {
            roles = null;
            throw new AssertionError(
                    "Seed " + schedule.seed() + " (again: -Dschedule.first=" + schedule.seed()
                            + " -Dschedule.seeds=1), the history is in " + file + ":\n" + e.getMessage(),
                    e);
        } finally {
            Files.createDirectories(file.getParent());
            Files.writeString(file, schedule + "\n" + rehearsal.history().all());
        }
    }
}
