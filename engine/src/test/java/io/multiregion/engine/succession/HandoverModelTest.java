package io.multiregion.engine.succession;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.succession.Explorer.Bounds;
import io.multiregion.engine.succession.Explorer.Broken;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Promise D in small: everything that can happen while the primary role moves, within bounds, on the engine's own decisions. And what would
 * happen with one rule less: each of them is needed.
 */
class HandoverModelTest {

    private static final Logger LOG = Logger.getLogger(HandoverModelTest.class);

    /** Two regions in depth; three with and without an operator's word. */
    private static final List<Bounds> EXPLORED =
            List.of(new Bounds(2, 3, 4, 2, 1, 2, 1), new Bounds(3, 3, 3, 1, 0, 2, 1), new Bounds(3, 3, 3, 1, 1, 1, 1));

    @Test
    void oneWriterForEachEpochAndNoEndWithoutOne() {
        int states = 0;
        for (Bounds bounds : EXPLORED) {
            Explorer explorer = new Explorer(bounds, Broken.NOTHING);
            assertEquals(Optional.empty(), explorer.explore());
            LOG.infof("%s: %d states", bounds, explorer.states());
            states += explorer.states();
        }
        assertTrue(states >= 1_000_000, states + " states");
    }

    /** For a longer run: {@code -Dhandover.bounds=2,4,4,1,2,2,1} in the order of {@link Bounds}. */
    @Test
    void withinOtherBounds() {
        Explorer explorer =
                new Explorer(Bounds.of(System.getProperty("handover.bounds", "2,3,3,1,1,1,1")), Broken.NOTHING);
        assertEquals(Optional.empty(), explorer.explore());
        LOG.infof("%d states", explorer.states());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NOTHING", "NOBODY_ASKS"})
    void withOneRuleLessWhoHasHandedOverWrites(Broken broken) {
        String found = found(broken);
        assertTrue(found.contains("region a writes at epoch 1, which it has handed over"), found);
    }

    @Test
    void whereNobodyAsksNobodyWrites() {
        String found = found(Broken.NOBODY_ASKS);
        assertTrue(found.startsWith("no way leads from here to one writer"), found);
        assertTrue(found.contains("HANDED_OVER for region b"), found);
    }

    private static String found(Broken broken) {
        String found =
                new Explorer(new Bounds(2, 3, 4, 1, 0, 2, 1), broken).explore().orElse("nothing");
        LOG.infof("%s: %s", broken, found);
        return found;
    }
}
