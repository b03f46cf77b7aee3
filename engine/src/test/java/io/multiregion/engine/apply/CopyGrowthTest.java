package io.multiregion.engine.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.CopyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyGrowthTest {

    private final CopyGrowth growth = new CopyGrowth();

    @Test
    void statisticsAreNeededWheneverThereIsFourTimesAsMuch() {
        assertEquals(List.of(4, 16, 64), needed("acme", 100));
    }

    @Test
    void andAtTheEndHoweverLittleThereIs() {
        assertTrue(growth.add("acme", chunk(Batch.COPY_START, Batch.COPY_DONE)));
    }

    @Test
    void eachRealmIsCountedByItself() {
        assertEquals(List.of(), needed("acme", 3));
        assertEquals(List.of(4), needed("other", 5));
    }

    @Test
    void aCopyThatBeginsAgainIsCountedAgain() {
        assertEquals(List.of(4), needed("acme", 10));
        assertEquals(List.of(4, 16), needed("acme", 20));
    }

    /** After which chunks of a copy that begins, counted from 1. */
    private List<Integer> needed(String realm, int chunks) {
        List<Integer> needed = new ArrayList<>();
        for (int i = 1; i <= chunks; i++) {
            String from = i == 1 ? Batch.COPY_START : "after " + (i - 1);
            if (growth.add(realm, chunk(from, "after " + i))) {
                needed.add(i);
            }
        }
        return needed;
    }

    private static Batch chunk(String from, String to) {
        return new Batch("cut", 1, 2, Optional.of(new CopyStep(from, to)), List.of(), List.of());
    }
}
