package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy whose primary has forgotten it says so, serves nobody, and can be removed. */
class ForgottenCopyTest {

    private static final String REALM = "acme";
    private static final Duration MINUTES = Duration.ofMinutes(2);

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @BeforeEach
    void start() {
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
        assertEquals(ReplicaStatus.ACTIVE, status());
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void itIsFoundOutOnceThePrimaryCanBeAsked() {
        cut();
        forgetByForce();
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.ACTIVE, status(), "a primary that can't be reached says nothing");
        network.heal();
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.FORGOTTEN, status());
        String error = us.state(REALM).orElseThrow().lastError().text();
        assertTrue(error.contains("DELETE /admin/realms/acme/multi-region/copy"), error);
    }

    @Test
    void aRealmThatIsGoneOnThePrimaryIsForgottenToo() {
        cut();
        forgetByForce();
        eu.stop();
        eu.start();
        network.heal();
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.FORGOTTEN, status());
    }

    @Test
    void aCopyThatIsFedIsNotRemovedAndNotForgotten() {
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.ACTIVE, status());
        assertEquals("copy_is_fed", refusal(true));
        cut();
        time.pass(MINUTES);
        network.heal();
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.ACTIVE, status());
    }

    @Test
    void oneCallRemovesItWithItsRealm() {
        cut();
        forgetByForce();
        network.heal();
        time.pass(MINUTES);
        us.engine().forgotten().remove(REALM, false);
        assertEquals(Optional.empty(), us.state(REALM));
        assertTrue(us.rows().texts("select ID from REALM where ID = ?", REALM).isEmpty());
        assertEquals("not_a_copy", refusal(true));

        eu.replicate(REALM, us);
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.ACTIVE, status());
        assertEquals(eu.rows().all(), us.rows().all());
    }

    @Test
    void aPrimaryThatIsGoneForGoodTakesForce() {
        eu.kill();
        time.pass(MINUTES);
        assertEquals("primary_silent", refusal(false));
        us.engine().forgotten().remove(REALM, true);
        assertEquals(Optional.empty(), us.state(REALM));
    }

    @Test
    void aReplicaThatIsMadeAgainIsFedAgain() {
        cut();
        forgetByForce();
        network.heal();
        time.pass(MINUTES);
        eu.replicate(REALM, us);
        time.pass(MINUTES);
        assertEquals(ReplicaStatus.ACTIVE, status());
        assertEquals(eu.rows().all(), us.rows().all());
    }

    @Test
    void aCopyThatNeverWasWholeGivesWayToALaterPrimary() {
        try (SimulatedRegion ap = new SimulatedRegion("ap", time, network)) {
            ap.trust(eu, "realms=*&mayBecomePrimary=true");
            ap.trust(us, "realms=*&mayBecomePrimary=true");
            eu.trust(ap, "realms=*");
            us.trust(ap, "realms=*");
            ap.start();
            network.use((parcel, arrival) -> {
                byte[] answer = arrival.of(parcel);
                if (ap.state(REALM).isPresent()) {
                    cut();
                }
                return answer;
            });
            eu.replicate(REALM, ap);
            time.pass(Duration.ofSeconds(3));
            assertEquals(ReplicaStatus.CREATING, ap.state(REALM).orElseThrow().status());
            eu.kill();
            network.heal();
            time.pass(MINUTES);
            us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
            time.pass(MINUTES);
            us.replica(REALM, ap)
                    .ifPresent(known -> us.engine().replicas().delete(REALM, "ap", true, Mandate.OPERATOR));
            us.replicate(REALM, ap);
            time.pass(MINUTES);
            assertEquals(Role.SECONDARY, ap.state(REALM).orElseThrow().role());
            assertEquals("us", ap.state(REALM).orElseThrow().primaryRegion());
            assertEquals(Batch.COPY_DONE, us.replica(REALM, ap).orElseThrow().copyCursor());
            assertEquals(us.rows().all(), ap.rows().all());
        }
    }

    private void cut() {
        network.use((parcel, arrival) -> {
            throw new TransportException("the link is cut");
        });
    }

    private void forgetByForce() {
        eu.engine().replicas().setStatus(REALM, "us", new ReplicaRequest("us", null, false, "INACTIVE"));
        eu.engine().replicas().delete(REALM, "us", true, Mandate.OPERATOR);
    }

    private ReplicaStatus status() {
        return us.state(REALM).orElseThrow().status();
    }

    private String refusal(boolean force) {
        return assertThrows(
                        RefusedException.class, () -> us.engine().forgotten().remove(REALM, force))
                .error();
    }
}
