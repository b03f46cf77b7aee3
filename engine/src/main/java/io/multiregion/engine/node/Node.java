package io.multiregion.engine.node;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.work.Merged;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** This node: whether it is the one that ships, whether it is awake, and what it does once a second. */
public final class Node {

    private static final Logger LOG = Logger.getLogger(Node.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(2);

    private final Lease lease;
    private final Liveness liveness;
    private final LongSupplier nanos;
    private final OtherNodes others;
    private final Threads threads;
    private final Mishaps unheld = new Mishaps(LOG, "the lease is not renewed, replication pauses");
    private final Mishaps unseen = new Mishaps(LOG, "replication pauses");
    private final Merged look;
    private volatile List<Tick> ticks = List.of();
    private volatile boolean leading;

    public Node(Connections connections, OtherNodes others, Threads threads) {
        this(connections, others, threads, System::nanoTime);
    }

    /** @param nanos a clock that never goes back, and that no operator sets */
    public Node(Connections connections, OtherNodes others, Threads threads, LongSupplier nanos) {
        this.nanos = nanos;
        this.liveness = new Liveness(nanos);
        this.lease = new Lease(connections, UUID.randomUUID().toString());
        this.others = others;
        this.threads = threads;
        this.look = new Merged(threads.looks(), this::lookAround);
    }

    /**
     * @param looks what this node looks at once a second, one after the other
     * @param duties what the node that ships does besides, none of it twice at once: it may take longer than a second
     */
    public void start(List<Tick> looks, List<Runnable> duties) {
        ticks = Stream.concat(looks.stream(), duties.stream().map(duty -> new Duty(threads.background(), duty)))
                .toList();
        liveness.seen();
        threads.lease().repeat(this::renew, SECOND);
    }

    /** No message is sent after this; another node may take over at once, unless one is still under way after two seconds. */
    public void stop() {
        threads.stop();
        try {
            if (leading && threads.streams().isOver(LAST_MESSAGES)) {
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

    /** Looks right away. Does not wait for it. */
    public void look() {
        look.ask();
    }

    /** A clock that never goes back, and that no operator sets, in nanoseconds. */
    public LongSupplier nanos() {
        return nanos;
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

    /** Nothing that takes long is done here, or this node would not be seen alive: the looks are another thread's. */
    private void renew() {
        try {
            leading = lease.hold();
            if (leading || lease.isHeld()) {
                liveness.seen();
            }
            unheld.over();
        } catch (Throwable e) {
            // it is not awake soon, and takes no writes; nor does it look, so its health says that it does not reach
            // its database
            unheld.met(e);
            return;
        }
        look.ask();
    }

    private void lookAround() {
        try {
            ticks.forEach(one -> one.tick(leading));
            unseen.over();
        } catch (Throwable e) {
            unseen.met(e);
        }
    }
}
