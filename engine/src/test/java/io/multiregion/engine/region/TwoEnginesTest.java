package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.journal.gate.WriteRefusedException;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two engines without a server: what one journals, the other comes to have. */
class TwoEnginesTest {

    private static final String REALM = "acme";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @AfterEach
    void close() {
        regions.close();
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

    @Test
    void anAnswerThatIsLostChangesNothing() {
        AtomicInteger messages = new AtomicInteger();
        network.use((parcel, arrival) -> {
            byte[] answer = arrival.of(parcel);
            if (messages.incrementAndGet() % 2 == 0) {
                throw new TransportException("the answer is lost");
            }
            return answer;
        });
        eu.write(REALM, () -> realm.change(60));
        eu.replicate(REALM, us);
        time.pass(Duration.ofMinutes(5));
        network.heal();
        time.pass(Duration.ofSeconds(30));
        assertEquals(eu.rows().all(), us.rows().all());
    }

    @Test
    void aCopyTakesNoWritesUntilTheRoleHasMovedToIt() throws Exception {
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        RandomRealm there = new RandomRealm(us.rows(), new Random(2));
        Map<String, List<String>> before = us.rows().all();
        assertThrows(WriteRefusedException.class, () -> us.write(REALM, () -> there.change(20)));
        assertEquals(before, us.rows().all());

        Moved moved = time.during(() -> eu.engine().moving().switchover().perform(REALM, to("us"), Mandate.OPERATOR));
        assertEquals("us", moved.to());
        assertThrows(WriteRefusedException.class, () -> eu.write(REALM, () -> realm.change(20)));
        us.write(REALM, () -> there.change(20));
        time.pass(Duration.ofSeconds(5));
        assertNotEquals(before, us.rows().all());
        assertEquals(us.rows().all(), eu.rows().all());
    }

    @Test
    void aPrimaryThatWasKilledFollowsTheRegionThatTookOver() {
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        eu.kill();
        time.pass(Duration.ofSeconds(10));
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        us.write(REALM, () -> new RandomRealm(us.rows(), new Random(3)).change(20));
        eu.lapse(Duration.ofSeconds(20));
        eu.start();
        time.pass(Duration.ofSeconds(60));
        assertEquals(Role.SECONDARY, eu.state(REALM).orElseThrow().role());
        assertEquals(us.rows().all(), eu.rows().all());
    }

    /** The rows are there all the same: the copy is whole, follows, and its role moves. */
    @Test
    void aCopyThatItsServerCannotLoadIsWholeAndMoves() throws Exception {
        us.server.loadNoRealms();
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        assertEquals(Batch.COPY_DONE, eu.replica(REALM, us).orElseThrow().copyCursor());
        assertNull(eu.replica(REALM, us).orElseThrow().lastError());
        assertEquals(eu.rows().all(), us.rows().all());
        time.during(() -> eu.engine().moving().switchover().perform(REALM, to("us"), Mandate.OPERATOR));
        time.pass(Duration.ofSeconds(90));
        Moved back = time.during(() -> us.engine().moving().switchover().perform(REALM, to("eu"), Mandate.OPERATOR));
        assertEquals("eu", back.to());
    }

    /** For as long as the step was, nothing that it says would seem new, and nothing due. */
    @Test
    void aPrimaryWhoseClockIsSetBackIsHeard() {
        eu.setClock(Duration.ofMinutes(30));
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(10));
        eu.setClock(Duration.ZERO);
        // the order to make the copy was refused for the clock, and is given again after a pause
        time.pass(Duration.ofSeconds(30));
        assertHeard();
        eu.write(REALM, () -> realm.change(5));
        time.pass(Duration.ofSeconds(10));
        assertHeard();
        assertEquals(eu.rows().all(), us.rows().all());
        eu.kill();
        eu.lapse(Duration.ofSeconds(20));
        eu.start();
        time.pass(Duration.ofSeconds(30));
        assertHeard();
    }

    private void assertHeard() {
        RealmState copy = us.state(REALM).orElseThrow();
        Duration silent = Duration.between(copy.heardAt(), time.instant());
        assertTrue(silent.compareTo(Duration.ofSeconds(2)) < 0, "it was not heard for " + silent);
        Duration behind = Duration.between(copy.levelAt(), time.instant()).abs();
        assertTrue(behind.compareTo(Duration.ofSeconds(2)) < 0, "it is level as of " + behind);
        assertNull(eu.replica(REALM, us).orElseThrow().lastError());
    }

    private static MoveRequest to(String region) {
        return new MoveRequest(region, null, null, null, null, null, null);
    }
}
