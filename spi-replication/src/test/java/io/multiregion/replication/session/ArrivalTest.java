package io.multiregion.replication.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.door.States;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final Instant ISSUED = Instant.parse("2026-05-01T12:00:00Z");
    private static final Claims.Claim CLAIM = new Claims.Claim("session", "app", ISSUED);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicReference<RealmState> row = new AtomicReference<>(States.level(ISSUED.minusSeconds(60)));
    private final Topology topology =
            new Topology(() -> Map.of(States.REALM, row.get()), realmId -> Optional.of(row.get()));

    @Test
    void findsTheSessionAsSoonAsItArrives() {
        AtomicInteger looks = new AtomicInteger();
        var outcome = arrival(LONG).await(States.REALM, CLAIM, () -> looks.incrementAndGet() < 3 ? null : "found");
        assertEquals("found", outcome.found());
        assertTrue(outcome.certain());
        assertEquals(3, looks.get());
    }

    @Test
    void isCertainOnceTheCopyHeldEverythingWellAfterTheClaim() {
        AtomicInteger looks = new AtomicInteger();
        Arrival arrival = arrival(LONG);
        var outcome = arrival.await(States.REALM, CLAIM, () -> {
            if (looks.incrementAndGet() == 2) {
                become(States.level(ISSUED.plusSeconds(4)));
            }
            return null;
        });
        assertNull(outcome.found());
        assertTrue(outcome.certain());
        assertEquals(3, looks.get(), "looks once more after the copy was level");
    }

    @Test
    void isUncertainAtTheBound() {
        var outcome = arrival(Duration.ZERO).await(States.REALM, CLAIM, () -> null);
        assertNull(outcome.found());
        assertFalse(outcome.certain());
    }

    @Test
    void asksNothingOfASessionTheCopyWouldHave() {
        Arrival arrival = arrival(LONG);
        assertTrue(arrival.possible(States.REALM, CLAIM));
        become(States.level(ISSUED.plusSeconds(3)));
        assertTrue(arrival.possible(States.REALM, CLAIM), "the session may be stamped before it is committed");
        become(States.level(ISSUED.plusSeconds(4)));
        assertFalse(arrival.possible(States.REALM, CLAIM));
    }

    @Test
    void onlyASecondaryWaits() {
        Arrival arrival = arrival(LONG);
        become(States.of(Role.PRIMARY, ReplicaStatus.ACTIVE));
        assertFalse(arrival.anyFor(States.REALM));
        assertFalse(arrival.possible(States.REALM, CLAIM));
        assertFalse(arrival.anyFor("another realm"));
    }

    private Arrival arrival(Duration bound) {
        topology.refresh();
        return new Arrival(topology, bound);
    }

    private void become(RealmState state) {
        row.set(state);
        topology.refresh();
    }
}
