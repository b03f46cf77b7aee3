package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.stream.RandomRealm;
import io.multiregion.schema.CrashingDatabase;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A region's database is killed again and again while people write, and commits of Keycloak's do not wait for the disk: what it had told
 * others is never lost with them.
 */
class KilledDatabaseTest {

    private static final String REALM = "acme";
    private static final int KILLS = 6;

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final Random random = new Random(5);

    @Test
    void noSecondaryIsAheadOfAPrimaryThatHasLostCommits() {
        CrashingDatabase mortal = SchemaDatabase.crashing(TextOrder.CODE_POINTS);
        try (SimulatedRegion eu = new SimulatedRegion("eu", time, network, new KeycloakDatabase(mortal));
                SimulatedRegion us = new SimulatedRegion("us", time, network)) {
            assertTrue(kill(mortal, eu, us) > 0, "commits were lost");
        }
    }

    @Test
    void noPrimaryBelievesWhatASecondaryHasLost() {
        CrashingDatabase mortal = SchemaDatabase.crashing(TextOrder.CODE_POINTS);
        try (SimulatedRegion eu = new SimulatedRegion("eu", time, network);
                SimulatedRegion us = new SimulatedRegion("us", time, network, new KeycloakDatabase(mortal))) {
            kill(mortal, eu, us);
        }
    }

    /** Returns how often a commit was lost. */
    private int kill(CrashingDatabase mortal, SimulatedRegion eu, SimulatedRegion us) {
        RandomRealm realm = begin(eu, us);
        int lost = 0;
        for (int i = 0; i < KILLS; i++) {
            eu.write(REALM, () -> realm.change(5));
            // now it is shipped before the crash, and now it is not
            time.pass(Duration.ofMillis(random.nextInt(3) * 400L));
            eu.write(REALM, () -> realm.change(5));
            var before = eu.rows().all();
            mortal.crash();
            lost += before.equals(eu.rows().all()) ? 0 : 1;
            assertFalse(position(us).isAfter(position(eu)), () -> position(us) + " is ahead of " + position(eu));
            assertTrue(
                    acknowledged(eu, us) <= position(us).sequence(), () -> position(us) + " was acknowledged as more");
            time.pass(Duration.ofSeconds(3));
            assertEquals(eu.rows().all(), us.rows().all());
        }
        return lost;
    }

    private RandomRealm begin(SimulatedRegion eu, SimulatedRegion us) {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*");
        us.trust(eu, "realms=*");
        eu.start();
        us.start();
        RandomRealm realm = new RandomRealm(eu.rows(), random);
        eu.write(REALM, () -> realm.change(60));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        assertEquals(eu.rows().all(), us.rows().all());
        return realm;
    }

    private static Position position(SimulatedRegion region) {
        return region.database()
                .transaction(connection -> Sql.first(
                                connection,
                                "select EPOCH, SEQUENCE from MR_STREAM where REALM_ID = ?",
                                row -> new Position(row.getLong(1), row.getLong(2)),
                                REALM)
                        .orElseThrow());
    }

    private static long acknowledged(SimulatedRegion primary, SimulatedRegion secondary) {
        return primary.replica(REALM, secondary).orElseThrow().acknowledged().sequence();
    }
}
