package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A region that follows for a moment, and then leads again, has what it wrote before in its rows: all others get it. */
final class TakenBackTest {

    @Test
    void whatNobodyHasTakenAsADivergenceIsShipped() {
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
            assertEquals(1, eu.listed().size(), "it is kept, and not yet taken");
            world.moves().failover(eu);
            assertEquals("eu", eu.realm().orElseThrow().primaryRegion());

            world.end();
            assertNotEquals(before, us.users());
            assertEquals(eu.users(), us.users());
        }
    }
}
