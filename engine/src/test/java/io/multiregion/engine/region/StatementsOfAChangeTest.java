package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What one change of a user costs both databases, on its whole way: a statement is a round trip, and a change is seen late by each of them.
 * Who adds one, raises the figure here.
 */
class StatementsOfAChangeTest {

    /** Beside some of them a lease is renewed as well: the cheapest one counts. */
    private static final int CHANGES = 5;

    private static final int ON_THE_PRIMARY = 20;
    private static final int ON_THE_SECONDARY = 16;

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void aChangeOfOneUserCostsFewStatements() {
        regions.replicate();
        int here = Integer.MAX_VALUE;
        int there = Integer.MAX_VALUE;
        for (int i = 0; i < CHANGES; i++) {
            regions.time().pass(Duration.ofMillis(1500));
            var secondary = us.database().count();
            user("user " + i);
            var primary = eu.database().count();
            regions.time().pass(Duration.ofMillis(50));
            here = Math.min(here, primary.count());
            there = Math.min(there, secondary.count());
        }
        assertEquals(CHANGES, us.rows().texts("select ID from USER_ENTITY").size());
        assertTrue(here <= ON_THE_PRIMARY, "on the primary: " + here);
        assertTrue(there <= ON_THE_SECONDARY, "on the secondary: " + there);
    }

    private void user(String id) {
        eu.write(SimulatedRegions.REALM, () -> {
            eu.rows()
                    .update(
                            "insert into USER_ENTITY (ID, REALM_ID, USERNAME, EMAIL_VERIFIED, ENABLED, NOT_BEFORE,"
                                    + " CREATED_TIMESTAMP) values (?, ?, ?, false, true, 0, ?)",
                            id,
                            SimulatedRegions.REALM,
                            id,
                            regions.now());
            return List.of(new ResourceKey(Kind.USER, id));
        });
    }
}
