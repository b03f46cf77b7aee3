package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A region with a fault that was put into it on purpose does not get through the first schedules. */
final class SchedulesCatchTest {

    private static final int ENOUGH = 200;

    @ParameterizedTest
    @EnumSource
    void soonFindsA(Mutation mutation) {
        try (Stage stage = new Stage()) {
            Rehearsal rehearsal = new Rehearsal(stage, Set.of(mutation));
            assertTrue(
                    LongStream.rangeClosed(1, ENOUGH)
                            .anyMatch(seed -> rehearsal.isBroken(Schedule.of(seed, ScheduleTest.STEPS))),
                    mutation + " gets through " + ENOUGH + " schedules");
        }
    }
}
