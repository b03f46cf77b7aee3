package io.multiregion.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Standing;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A region that was away asks a replica whose copy is whole, also where it never heard that the replica is active. */
final class AskedTest {

    @Test
    void aReplicaWhoseFirstAnswerWasLostMayHaveTakenOver() {
        try (Stage stage = new Stage()) {
            World world = new World(stage, new Schedule(1, 2, List.of()), Set.of());
            world.begin(true);
            Region eu = world.region("eu");
            Region us = world.region("us");
            while (us.look().filter(Promises.Look::whole).isEmpty()) {
                eu.round();
            }
            world.network().cut("eu", "us", true);
            for (int i = 0; i < 5; i++) {
                eu.round();
            }
            assertEquals(ReplicaStatus.ACTIVE, us.realm().orElseThrow().status());

            eu.freeze(true);
            world.pass(20);
            world.moves().failover(us);
            us.freeze(true);
            eu.freeze(false);
            world.tick(eu);
            assertEquals(Standing.UNCONFIRMED, eu.realm().orElseThrow().standing());
            Map<String, String> before = eu.users();
            world.write(eu, new Random(1));
            assertEquals(before, eu.users());

            world.end();
            assertTrue(eu.realm().orElseThrow().isSecondary());
        }
    }
}
