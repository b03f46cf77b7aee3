package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.state.RealmState;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A region that follows for a moment, and then leads again, has what it wrote before in its rows: all others get it. */
final class TakenBackTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatNobodyElseHasInItsRowsIsShipped(boolean taken) {
        try (Stage stage = new Stage()) {
            World world = new World(stage, new Schedule(1, 2, List.of()), Set.of());
            world.begin(false);
            Region eu = world.region("eu");
            Region us = world.region("us");
            Map<String, String> before = eu.users();
            world.write(eu, new Random(1));
            assertNotEquals(before, eu.users());

            world.moves().failover(us);
            world.tick(us);
            us.round();
            assertEquals("us", eu.realm().orElseThrow().primaryRegion());
            assertTrue(eu.isToBeRecorded(), "it is kept, and not yet taken");
            while (taken && (eu.isToBeRecorded() || !eu.listed().isEmpty())) {
                us.round();
            }
            assertNotEquals(before, eu.users(), "us has not shipped its own yet");
            world.moves().failover(eu);
            RealmState realm = eu.realm().orElseThrow();
            assertEquals("eu", realm.primaryRegion());
            assertFalse(eu.isShipped(realm.position().sequence()), "all others are to get it");

            world.end();
            assertNotEquals(before, us.users());
            assertEquals(eu.users(), us.users());
        }
    }
}
