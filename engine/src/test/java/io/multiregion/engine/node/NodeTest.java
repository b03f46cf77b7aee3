package io.multiregion.engine.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.region.NoOtherNodes;
import io.multiregion.engine.stream.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is held up: it renews its lease whatever else it does, and says so when it cannot. */
final class NodeTest {

    private static final long LONG_AGO = 60_000_000_000L;

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final AtomicLong late = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Error failure;
    private final Connections connections = new Connections() {
        @Override
        public Connection open() throws SQLException {
            if (failure != null) {
                throw failure;
            }
            return database.open();
        }
    };
    private final Node node =
            new Node(connections, new NoOtherNodes(), Threads.daemons(), () -> System.nanoTime() + late.get());

    @AfterEach
    void close() {
        over.countDown();
        node.stop();
        database.close();
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAwake() {
        late.addAndGet(LONG_AGO);
        assertFalse(node.isAwake(), "nobody has looked since");
        Await.until(node::isAwake, "it is seen alive");
    }

    @Test
    void aDutyThatTakesForEverLeavesTheNodeAwake() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        node.start(
                List.of(),
                List.of(
                        () -> {
                            begun.incrementAndGet();
                            hang();
                        },
                        others::incrementAndGet));
        Await.until(() -> begun.get() == 1 && others.get() >= 2, "one hangs, and the other is due again");
        awaitAwake();
        assertTrue(node.isLeading());
        assertTrue(begun.get() == 1, "never twice at once");
    }

    @Test
    void aLookThatTakesForEverLeavesTheNodeAwake() {
        node.start(List.of(leading -> hang()), List.of());
        Await.until(node::isLeading, "it holds the lease");
        awaitAwake();
    }

    @Test
    void anErrorEndsNeitherTheLeaseNorTheLooks() {
        AtomicInteger looks = new AtomicInteger();
        node.start(
                List.of(leading -> {
                    looks.incrementAndGet();
                    throw new NoClassDefFoundError("of a library that is not there");
                }),
                List.of());
        Await.until(() -> looks.get() >= 2, "it looks again");
        awaitAwake();
    }

    @Test
    void aNodeThatCannotRenewItsLeaseIsNotAwakeAndGoesOnTrying() {
        AtomicInteger looks = new AtomicInteger();
        node.start(List.of(leading -> looks.incrementAndGet()), List.of());
        Await.until(() -> looks.get() > 0, "it looks");
        failure = new OutOfMemoryError("made up");
        Await.until(
                () -> {
                    late.addAndGet(LONG_AGO);
                    return !node.isAwake();
                },
                "it is not awake");
        failure = null;
        awaitAwake();
    }
}
