package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.message.Batch;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines without a server: what one journals, the other comes to have. */
class TwoEnginesTest {

    private static final String REALM = "acme";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.start();
        us.start();
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    @Test
    void aRealmIsCopiedAndThenFollowsItsPrimary() {
        eu.write(REALM, () -> realm.change(60));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        assertEquals(Batch.COPY_DONE, eu.replica(REALM, us).orElseThrow().copyCursor());
        assertEquals(eu.rows().all(), us.rows().all());
        for (int i = 0; i < 20; i++) {
            eu.write(REALM, () -> realm.change(5));
        }
        time.pass(Duration.ofSeconds(2));
        assertEquals(eu.rows().all(), us.rows().all());
    }
}
