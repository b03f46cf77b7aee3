package io.multiregion.replication.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final Map<String, String> SOME = Map.of("acme-id", "acme");

    @Test
    void itIsDueOnAnOlderDatabaseThatHoldsAReplicatedRealm() {
        assertTrue(new Upgrade("26.6.0", SOME, Map.of()).isDue());
        assertTrue(new Upgrade("26.6.0", Map.of(), SOME).isDue());
        assertFalse(new Upgrade("26.6.0", Map.of(), Map.of()).isDue(), "nobody else is concerned");
        assertFalse(new Upgrade(Upgrade.CURRENT.toString(), SOME, SOME).isDue());
        assertFalse(new Upgrade(null, Map.of(), Map.of()).isDue(), "a new database");
    }

    /** A realm's version comes from another region. */
    @Test
    void whatIsNoVersionAsksForNothing() {
        for (String version :
                List.of("", "-", "-1.0.0", "x", "26", "26.6", "1.2.x", "99999.0.0", "9999.0.0", "26.6.0x")) {
            assertFalse(Upgrade.isOlder(version), version);
        }
        assertFalse(Upgrade.isOlder(null));
        for (String version : List.of("24.0.5", "26.6.0", "26.6.2.redhat-00001", "26.6.0-SNAPSHOT")) {
            assertEquals(true, Upgrade.isOlder(version), version);
        }
    }
}
