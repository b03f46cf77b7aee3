package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.Written;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.Await;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A position that a writer is told holds the write, whatever cuts are taken meanwhile, and on whichever node. */
class WritePositionTest {

    private static final String REALM = "acme";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final AtomicInteger users = new AtomicInteger();
    private SimulatedRegion eu;
    private SimulatedRegion us;

    SchemaDatabase made() {
        return SchemaDatabase.h2(TextOrder.CODE_POINTS);
    }

    @BeforeEach
    void start() {
        eu = new SimulatedRegion("eu", time, network, new KeycloakDatabase(made()));
        us = new SimulatedRegion("us", time, network);
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

    private String write() {
        String id = "user-" + users.incrementAndGet();
        Written.begin();
        eu.write(REALM, () -> {
            eu.rows().insert("USER_ENTITY", "ID", id, "REALM_ID", REALM, "USERNAME", id);
            return Set.of(new ResourceKey(Kind.USER, id));
        });
        return id;
    }

    private Position position(Written.Write write) {
        return eu.engine().receipts().of(write, true).position().orElseThrow();
    }

    /** A cut that began before the commit gives the next sequence without it. */
    @Test
    void theCutUnderWayIsNotTakenForTheOneThatHoldsTheWrite() throws Exception {
        network.use((parcel, arrival) -> {
            throw new TransportException("the link is cut");
        });
        write();
        long before = position(Written.end().get(0)).sequence();
        String first = write();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch committed = new CountDownLatch(1);
        Snapshots.LeaseCheck late = connection -> {
            Sql.first(connection, "select 1 from MR_JOURNAL", row -> 1);
            began.countDown();
            awaited(committed);
        };
        CompletableFuture<Void> cutting = CompletableFuture.runAsync(() -> eu.engine()
                .shipping()
                .cutter()
                .cut(eu.state(REALM).orElseThrow(), Position.START, Batch.COPY_DONE, 0, Set.of(Kind.USER), late));
        assertTrue(began.await(10, TimeUnit.SECONDS));
        String second = write();
        Written.Write written = Written.end().get(0);
        CompletableFuture<Position> told = CompletableFuture.supplyAsync(() -> position(written));
        committed.countDown();
        cutting.get(10, TimeUnit.SECONDS);
        assertEquals(before + 2, told.get(10, TimeUnit.SECONDS).sequence());
        assertEquals(before + 1, sequence(first), "the cut holds what was committed before it");
        assertEquals(before + 2, sequence(second), "and the write comes with the next one");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long sequence(String user) {
        return Long.parseLong(eu.rows()
                .texts("select SEQUENCE from MR_JOURNAL where RESOURCE_ID = ?", user)
                .get(0));
    }

    @Test
    void everyPositionHoldsItsWriteWhoeverWritesMeanwhile() {
        List<CompletableFuture<List<String>>> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(CompletableFuture.supplyAsync(() -> writtenAndNotHeld(40)));
        }
        writers.forEach(writer ->
                assertEquals(List.of(), writer.orTimeout(60, TimeUnit.SECONDS).join()));
    }

    /** Another node gives sequences all the time: they meet at the stream's row, and the copy is whole all the same. */
    @Test
    void nodesThatGiveSequencesAtOnceDoNoHarm() {
        Cutter other =
                new Cutter(eu.database(), eu.rows().catalogue(), new Journal("eu"), Clock.systemUTC(), CutBounds.USUAL);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> giving = CompletableFuture.supplyAsync(() -> {
            int times = 0;
            while (!over.get()) {
                other.sequenced(eu.state(REALM).orElseThrow(), Duration.ofSeconds(1));
                times++;
                LockSupport.parkNanos(1_000_000);
            }
            return times;
        });
        try {
            assertEquals(List.of(), writtenAndNotHeld(30));
        } finally {
            over.set(true);
        }
        assertTrue(giving.orTimeout(20, TimeUnit.SECONDS).join() > 30);
        Await.until(() -> eu.rows().all().equals(us.rows().all()), "us has all of it");
    }

    /** Writes, and returns what is not held by the position that was told. */
    private List<String> writtenAndNotHeld(int times) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String user = write();
            Position position = position(Written.end().get(0));
            eu.rows()
                    .texts(
                            "select ID from MR_JOURNAL where RESOURCE_ID = ? and (SEQUENCE is null or SEQUENCE > ?)",
                            user,
                            position.sequence())
                    .forEach(entry -> wrong.add(user + " is not in " + position));
        }
        return wrong;
    }
}
