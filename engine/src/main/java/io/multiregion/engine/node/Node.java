package io.multiregion.engine.node;

import io.multiregion.engine.database.Connections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** This node: whether it is the one that ships, whether it is awake, and what it does once a second. */
public final class Node {

    private static final Logger LOG = Logger.getLogger(Node.class);
    private static final int WORTH_A_WARNING = 3;

    private final Lease lease;
    private final Liveness liveness;
    private final OtherNodes others;
    private final Threads threads;
    private List<Tick> looks = List.of();
    private List<Tick> work = List.of();
    private volatile boolean leading;
    private int failures;

    public Node(Connections connections, OtherNodes others, Threads threads) {
        this(connections, others, threads, System::nanoTime);
    }

    /** @param nanos a clock that never goes back, and that no operator sets */
    public Node(Connections connections, OtherNodes others, Threads threads, LongSupplier nanos) {
        this.liveness = new Liveness(nanos);
        this.lease = new Lease(connections, UUID.randomUUID().toString());
        this.others = others;
        this.threads = threads;
    }

    /**
     * @param looks what this node looks at before it counts as awake, in this order
     * @param duty what the node that ships does besides, never twice at once; it may wait for other regions
     * @param work what is done after the looks
     */
    public void start(List<Tick> looks, Runnable duty, Tick work) {
        this.looks = looks;
        this.work = List.of(new Duty(threads.duties(), duty), work);
        liveness.seen();
        threads.ticker().scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** No message is sent after this; another node may take over at once, unless one is still under way after two seconds. */
    public void stop() {
        threads.stop();
        try {
            if (leading && threads.streams().awaitTermination(2, TimeUnit.SECONDS)) {
                lease.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("the lease was not released; it ends by itself", e);
        }
    }

    /** Whether it is the one that ships, as of its last tick. */
    public boolean isLeading() {
        return leading;
    }

    /** Whether it has seen its region alive in the last seconds: one that was frozen must look before it writes. */
    public boolean isAwake() {
        return liveness.isAwake();
    }

    /** At its start, before it takes requests. */
    public void doubtIfAlone() {
        lease.doubtIfAlone();
    }

    /** Ticks right away. Does not wait for it. */
    public void look() {
        threads.ticker().execute(this::tick);
    }

    /** Who of the nodes ships. */
    public Lease lease() {
        return lease;
    }

    /** The other nodes of the region. */
    public OtherNodes others() {
        return others;
    }

    /** What it ships with. */
    public Threads threads() {
        return threads;
    }

    private void tick() {
        try {
            leading = lease.hold();
            looks.forEach(look -> look.tick(leading));
            if (leading || lease.isHeld()) {
                liveness.seen();
            }
            work.forEach(one -> one.tick(leading));
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
}
