package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.RulesRefusedException;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.Await;
import io.multiregion.engine.trouble.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People write in real threads while the role moves there and back: what was committed is in both regions, however close it was. */
class MovesUnderLoadTest {

    private static final String REALM = "acme";
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final int MOVES = Integer.getInteger("moves", 6);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final AtomicInteger refusals = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> committed = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.startInRealTime();
        us.startInRealTime();
        eu.replicate(REALM, us);
        Await.until(
                () -> eu.replica(REALM, us).orElseThrow().status() == ReplicaStatus.ACTIVE
                        && us.state(REALM).orElseThrow().status() == ReplicaStatus.ACTIVE,
                "the realm is copied");
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    @Test
    void nothingIsLostInASwitchover() throws Exception {
        var going = new AtomicBoolean(true);
        var writers =
                List.of(writer(eu, "a", going), writer(eu, "b", going), writer(us, "c", going), writer(us, "d", going));
        writers.forEach(Thread::start);
        var from = eu;
        for (int move = 0; move < MOVES; move++) {
            var to = from == eu ? us : eu;
            move(from, to);
            from = to;
        }
        going.set(false);
        for (var writer : writers) {
            writer.join();
        }
        var expected = new TreeSet<>(committed);
        for (var region : List.of(eu, us)) {
            var primary = from;
            Await.until(() -> isLevel(primary), "both are level");
            var missing = new TreeSet<>(expected);
            missing.removeAll(users(region));
            assertEquals(Set.of(), missing, "of " + expected.size() + " in " + region.name());
        }
        assertTrue(
                expected.size() > MOVES && refusals.get() > 0, "the role moved under " + expected.size() + " writes");
    }

    /** us was restarted: the stream waits ever longer between two tries, and a switchover does not wait for that. */
    @Test
    void aRegionThatIsBackGetsTheRoleAtOnce() {
        network.use((parcel, arrival) -> {
            throw new TransportException("us starts");
        });
        Await.until(() -> nextTry() - System.currentTimeMillis() > 2_500, "the stream waits for long");
        network.heal();
        long began = System.nanoTime();
        move(eu, us);
        assertTrue(System.nanoTime() - began < 1_500_000_000L, "it waits for none of its pauses");
    }

    private long nextTry() {
        return Optional.ofNullable(eu.replica(REALM, us).orElseThrow().lastError())
                .map(Trouble::nextTry)
                .orElse(0L);
    }

    private boolean isLevel(SimulatedRegion primary) {
        var acknowledged =
                primary.replica(REALM, primary == eu ? us : eu).orElseThrow().acknowledged();
        return primary.database()
                .transaction(
                        connection -> new Journal(primary.name()).isLevel(connection, REALM, acknowledged.sequence()));
    }

    private void move(SimulatedRegion from, SimulatedRegion to) {
        Await.until(
                () -> {
                    try {
                        from.engine()
                                .moving()
                                .switchover()
                                .perform(
                                        REALM,
                                        new MoveRequest(to.name(), null, null, null, null, null, null),
                                        Mandate.OPERATOR);
                        return true;
                    } catch (RulesRefusedException notYet) {
                        return false;
                    }
                },
                "the role moves to " + to.name());
    }

    private Thread writer(SimulatedRegion region, String name, AtomicBoolean going) {
        return new Thread(() -> {
            for (int i = 0; going.get(); i++) {
                String id = name + "-" + i;
                try {
                    region.write(REALM, () -> {
                        region.rows().insert("USER_ENTITY", "ID", id, "REALM_ID", REALM, "USERNAME", id);
                        return Set.of(new ResourceKey(Kind.USER, id));
                    });
                    committed.add(id);
                } catch (RuntimeException refused) {
                    refusals.incrementAndGet();
                }
                // people pause between two writes; nothing is waited for
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    private static Set<String> users(SimulatedRegion region) {
        return new TreeSet<>(region.rows().texts("select ID from USER_ENTITY where REALM_ID = ?", REALM));
    }
}
