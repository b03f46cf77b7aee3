package io.multiregion.engine.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedSwitchTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private RepeatedSwitch traffic;

    @AfterEach
    void stop() {
        traffic.stop();
    }

    @Test
    void triesAgainUntilItIsDone() throws InterruptedException {
        begin(state(Role.PRIMARY, 2), label -> {
            if (attempts.incrementAndGet() < 4) {
                throw new TrafficException("not yet");
            }
            done.countDown();
        });
        assertTrue(done.await(20, TimeUnit.SECONDS));
        assertEquals(4, attempts.get());
    }

    /** The cache of this node may be a second behind the promotion. */
    @ParameterizedTest
    @CsvSource({"SECONDARY, 1", "PRIMARY, 1", "PRIMARY, 2"})
    void beginsWhateverItKnewBeforeThePromotion(Role role, long epoch) throws InterruptedException {
        begin(state(role, epoch), label -> done.countDown());
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    /** The other realm comes after: by its fourth attempt the first realm's second one would have been made. */
    @ParameterizedTest
    @CsvSource({"SECONDARY, 2", "SECONDARY, 3", "PRIMARY, 3"})
    void stopsWhenTheEpochIsOver(Role role, long epoch) throws InterruptedException {
        AtomicInteger others = new AtomicInteger();
        begin(state(role, epoch), label -> {
            if (label.equals("acme-label")) {
                attempts.incrementAndGet();
            } else if (others.incrementAndGet() == 4) {
                done.countDown();
            }
            throw new TrafficException("not yet");
        });
        traffic.promoted(state("other", Role.PRIMARY, 1));
        assertTrue(done.await(20, TimeUnit.SECONDS));
        assertEquals(0, attempts.get());
    }

    /** A realm's administrators may rename it; its label stays. */
    @Test
    void tellsTheLabelAndNotTheName() throws InterruptedException {
        begin(state(Role.PRIMARY, 2), label -> {
            if (label.equals("acme-label")) {
                done.countDown();
            }
        });
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    private void begin(RealmState known, TrafficSwitch target) {
        traffic = new RepeatedSwitch(target, topology(known), Duration.ofMillis(1));
        traffic.promoted(state(Role.PRIMARY, 2));
    }

    private static RealmState state(Role role, long epoch) {
        return state("acme", role, epoch);
    }

    private static RealmState state(String realm, Role role, long epoch) {
        return RealmStates.labelled(
                realm + "-label",
                RealmStates.of(
                        realm + "-id",
                        realm,
                        role,
                        epoch,
                        ReplicaStatus.ACTIVE,
                        "eu",
                        URI.create("https://eu.example.com"),
                        new Position(epoch, 7),
                        new Position(epoch, 7),
                        Instant.EPOCH,
                        null));
    }

    private static Topology topology(RealmState known) {
        Topology topology = new Topology(() -> Map.of(known.realmId(), known), realmId -> Optional.of(known));
        topology.refresh();
        return topology;
    }
}
