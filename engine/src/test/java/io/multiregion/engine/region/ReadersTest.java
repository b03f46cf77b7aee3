package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.Await;
import io.multiregion.engine.written.Reading;
import io.multiregion.engine.written.Reading.Verdict;
import io.multiregion.engine.written.SemiSyncDesk.Terms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those get who wait for what never comes, and what it costs the others. */
class ReadersTest {

    private static final String REALM = "acme";
    private static final Position NEVER = new Position(9, 9);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*");
        us.trust(eu, "realms=*");
        eu.startInRealTime();
        us.startInRealTime();
        eu.replicate(REALM, us);
        Await.until(() -> eu.replica(REALM, us).orElseThrow().status() == ReplicaStatus.ACTIVE, "the realm is copied");
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    @Test
    void aThousandThatWaitHoldNoThreadAndOneMoreDoesNotWait() {
        int before = Thread.activeCount();
        Map<Verdict, AtomicInteger> verdicts = new ConcurrentHashMap<>();
        for (int i = 0; i < 1100; i++) {
            us.engine()
                    .readers()
                    .read(
                            REALM,
                            NEVER,
                            reading -> verdicts.computeIfAbsent(reading.verdict(), verdict -> new AtomicInteger())
                                    .incrementAndGet());
        }
        // the engines' own threads come and go meanwhile
        assertTrue(Thread.activeCount() < before + 50, "no thread waits with each of them");
        assertTrue(verdicts.get(Verdict.CROWDED).get() >= 100);
        Await.until(
                () -> verdicts.values().stream().mapToInt(AtomicInteger::get).sum() == 1100,
                "each is answered after its time");
        assertFalse(verdicts.containsKey(Verdict.REACHED));
    }

    @Test
    void nobodyIsLeftWaitingAtTheStop() {
        Map<Verdict, Reading> answers = new ConcurrentHashMap<>();
        us.engine().readers().read(REALM, NEVER, reading -> answers.put(reading.verdict(), reading));
        us.engine().readers().stop();
        assertEquals(Map.of(Verdict.NOT_YET, answers.get(Verdict.NOT_YET)), answers);
    }

    @Test
    void aRealmThatIsThisRegionsOwnIsNotWaitedFor() {
        us.database().realm("own", "own");
        Map<Verdict, Reading> answers = new ConcurrentHashMap<>();
        us.engine().readers().read("own", NEVER, reading -> answers.put(reading.verdict(), reading));
        Await.until(() -> answers.containsKey(Verdict.REACHED), "it is read as it is");
    }

    @Test
    void whatCanNotBeAskedForIsRefused() {
        refused("invalid_semi_sync", null);
        refused("invalid_semi_sync", new Terms(null, null, null, null));
        refused("invalid_semi_sync", new Terms(0, null, null, null));
        refused("invalid_semi_sync", new Terms(17, null, null, null));
        refused("invalid_semi_sync", new Terms(1, 9L, null, null));
        refused("invalid_semi_sync", new Terms(1, 10_001L, null, null));
        refused("invalid_semi_sync", new Terms(1, 100L, "WARN", null));
        refused("too_few_replicas", new Terms(2, null, null, null));
        assertEquals(
                1,
                eu.engine()
                        .semiSync()
                        .checked(REALM, new Terms(1, null, null, null))
                        .replicas());
        RefusedException elsewhere = assertThrows(
                RefusedException.class, () -> us.engine().semiSync().checked(REALM, new Terms(1, null, null, null)));
        assertEquals("not_primary", elsewhere.error());
    }

    private void refused(String error, Terms terms) {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> eu.engine().semiSync().checked(REALM, terms));
        assertEquals(error, refused.error());
        assertEquals(400, refused.status());
    }
}
