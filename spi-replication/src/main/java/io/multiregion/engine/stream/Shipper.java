package io.multiregion.engine.stream;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.verify.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Ships all realms that this region is the primary of, on the one node that holds the lease. */
public final class Shipper {

    private static final Logger LOG = Logger.getLogger(Shipper.class);
    private static final int STREAMS_AT_ONCE = 16;

    /** A node whose region was not seen alive for this long may have slept while another region took over. */
    private static final Duration AWAKE = Duration.ofSeconds(8);

    private static final int WORTH_A_WARNING = 3;

    private final Connections connections;
    private final Topology topology;
    private final Journal journal;
    private final Lease lease;
    private final StreamParts parts;
    private final Observer observer;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(STREAMS_AT_ONCE, task -> {
        Thread thread = new Thread(task, "multi-region-ship");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService ahead = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "multi-region-copy");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "multi-region-lease");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, StreamLoop> loops = new HashMap<>();
    private volatile boolean leading;
    private volatile long seenAlive;
    private volatile boolean started;
    private final ExecutorService duties = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "multi-region-duty");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean onDuty = new AtomicBoolean();
    private Runnable look = () -> {};
    private Runnable duty = () -> {};
    private int failures;

    public Shipper(
            Connections connections,
            Topology topology,
            Cutter cutter,
            Digests digests,
            Inventory inventory,
            Journal journal,
            Peer peer,
            Consents consents,
            Succession succession,
            Divergences divergences,
            Observer observer,
            Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.journal = journal;
        this.observer = observer;
        this.clock = clock;
        this.lease = new Lease(connections, UUID.randomUUID().toString());
        this.parts = new StreamParts(
                connections,
                cutter,
                journal,
                peer,
                consents,
                new Pulse(connections, peer, executor, clock),
                succession,
                divergences,
                lease,
                new Verification(cutter, digests, inventory, lease::check, Verification.PAGE),
                observer,
                topology,
                clock,
                ahead);
    }

    /**
     * @param look done once a second by every node, for at most a query or two
     * @param duty done once a second by the node that ships, never twice at once; it may block
     */
    public void start(Runnable look, Runnable duty) {
        this.look = look;
        this.duty = duty;
        seenAlive = System.nanoTime();
        started = true;
        ticker.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    public void stop() {
        ticker.shutdownNow();
        executor.shutdown();
        ahead.shutdown();
        duties.shutdownNow();
        try {
            if (leading && executor.awaitTermination(2, TimeUnit.SECONDS)) {
                lease.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("the lease was not released; it ends by itself", e);
        }
    }

    /** Whether this node is the one that ships. */
    public boolean isLeading() {
        return leading;
    }

    /** Ships a realm's new changes at once, if this node is the one that ships. Never blocks on the network. */
    public void wake(String realmId) {
        if (leading) {
            synchronized (loops) {
                loops.forEach((key, loop) -> {
                    if (key.startsWith(realmId)) {
                        loop.wake();
                    }
                });
            }
        }
    }

    /** Whether this node has seen its region alive in the last seconds: one that was frozen must look before it writes. */
    public boolean isAwake() {
        return !started || System.nanoTime() - seenAlive < AWAKE.toNanos();
    }

    /** Tries again at once what has failed for a region that was heard of just now. */
    public void heard(String realmId, String region) {
        synchronized (loops) {
            loops.forEach((key, loop) -> {
                if (key.startsWith(realmId + " " + region + " ")) {
                    loop.hear();
                }
            });
        }
    }

    /** At the start of a node, before it takes requests. */
    public void doubtIfAlone() {
        lease.doubtIfAlone();
    }

    private void doDuty() {
        if (leading && onDuty.compareAndSet(false, true)) {
            duties.execute(() -> {
                try {
                    duty.run();
                } catch (RuntimeException e) {
                    LOG.debugf(e, "the duties of the shipping node failed; they are due again in a second");
                } finally {
                    onDuty.set(false);
                }
            });
        }
    }

    /** Once a second: holds the lease, looks for new and removed replicas, measures lags. */
    private void tick() {
        try {
            leading = lease.hold();
            topology.refresh();
            look.run();
            if (leading || lease.isHeld()) {
                seenAlive = System.nanoTime();
            }
            doDuty();
            adopt(leading ? connections.transaction(ReplicaRows::all) : List.of());
            failures = 0;
        } catch (RuntimeException e) {
            // a server that stops closes its database before it closes us
            failures++;
            LOG.logf(
                    failures < WORTH_A_WARNING ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "replication pauses: %s%s",
                    e,
                    e.getCause() == null ? "" : " (" + e.getCause() + ")");
        }
    }

    /** Does something some time soon, on a thread without a transaction. */
    public void background(Runnable task) {
        ahead.execute(task);
    }

    /** Looks for new and removed replicas right away. */
    public void look() {
        ticker.execute(this::tick);
    }

    private void adopt(List<ReplicaState> replicas) {
        synchronized (loops) {
            Map<String, ReplicaState> wanted = new HashMap<>();
            replicas.forEach(replica -> wanted.put(key(replica), replica));
            loops.entrySet().removeIf(entry -> {
                if (!wanted.containsKey(entry.getKey())) {
                    entry.getValue().stop();
                    return true;
                }
                return entry.getValue().isStopped();
            });
            wanted.forEach((key, replica) -> loops.computeIfAbsent(key, k -> begin(replica)));
        }
        if (!replicas.isEmpty()) {
            connections.transaction(connection -> {
                for (ReplicaState replica : replicas) {
                    measure(connection, replica);
                }
                return null;
            });
        }
    }

    private StreamLoop begin(ReplicaState replica) {
        String realm = realmName(replica.realmId());
        StreamLoop loop = new StreamLoop(
                "replication of realm " + realm + " to region " + replica.region(),
                new ReplicaStream(replica, parts),
                executor,
                () -> observer.shipFailed(replica.region(), realm));
        loop.wake();
        return loop;
    }

    private void measure(Connection connection, ReplicaState replica) throws SQLException {
        Journal.Backlog backlog = journal.backlog(
                connection, replica.realmId(), replica.acknowledged().sequence());
        observer.lag(
                replica.region(),
                realmName(replica.realmId()),
                backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestCommittedAt()),
                backlog.entries());
    }

    private String realmName(String realmId) {
        return topology.of(realmId).map(RealmState::realmName).orElse(realmId);
    }

    private static String key(ReplicaState replica) {
        return replica.realmId() + " " + replica.region() + " " + replica.stream();
    }
}
