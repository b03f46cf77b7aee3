package io.multiregion.engine.peer.pull;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.peer.carrier.Insistence;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.header.MessageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Messages for regions that this one may not call: each waits here, and its sender with it, until its recipient fetches it and brings the
 * answer. There are never more of them than threads that send. A message is in this node's memory if its recipient waits at this node, or
 * there is no other one; else in the database, where each node finds it.
 */
public final class Waiting implements Transport {

    /** Nothing came of a message that was handed out so long ago: whoever fetched it may be gone, and it is handed out again. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Within this time somebody comes for a message, or nobody is there. */
    private static final Duration FETCHED = Duration.ofSeconds(5);

    /** How long one who fetches is let wait: less than most proxies give an idle request. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How often is looked, should nobody have told. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final byte[] NOTHING = {};

    private final String region;
    private final Predicate<String> fetches;
    private final OtherNodes others;
    private final SharedParcels shared;
    private final OwnParcels own;

    /**
     * @param region this region's name
     * @param fetches whether another region is one that fetches here
     */
    public Waiting(String region, Predicate<String> fetches, Connections connections, OtherNodes others, Clock clock) {
        this(region, fetches, connections, others, clock, AGAIN);
    }

    /** @param again see {@link #AGAIN} */
    Waiting(
            String region,
            Predicate<String> fetches,
            Connections connections,
            OtherNodes others,
            Clock clock,
            Duration again) {
        this.region = region;
        this.fetches = fetches;
        this.others = others;
        this.shared = new SharedParcels(connections, others, clock, again);
        this.own = new OwnParcels(again);
    }

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        return Insistence.until(
                patience,
                "region " + to.region() + ", which fetches its messages here,",
                left -> once(to.region(), new Parcel(MessageId.next(), announcement, message), left));
    }

    private Said once(String to, Parcel parcel, Duration left) {
        Shelf shelf = own.keep(to, parcel, others.servers() == 1) ? own : shared;
        try {
            if (shelf == shared) {
                shared.put(to, parcel, left);
            }
            return said(to, parcel.id(), shelf, left.toNanos());
        } finally {
            own.remove(parcel.id());
            if (shelf == shared || others.servers() != 1) {
                shared.remove(parcel.id());
            }
        }
    }

    private Said said(String to, String id, Shelf shelf, long patience) {
        long begun = System.nanoTime();
        boolean taken = false;
        while (true) {
            long seen = own.news();
            Optional<Said> said = shelf.said(id);
            if (said.isEmpty() && shelf == own && others.servers() != 1) {
                // it was fetched here, and may be answered at another node
                said = shared.said(id);
            }
            if (said.isPresent()) {
                return said.get();
            }
            if (!fetches.test(to)) {
                throw new TransportException(
                        "region " + to + " fetches its messages here no more: operators have said so."
                                + " It is tried again as they say now");
            }
            taken = taken || shelf.isTaken(id);
            long left = begun + (taken ? patience : Math.min(patience, FETCHED.toNanos())) - System.nanoTime();
            if (left <= 0 || own.isStopped()) {
                throw unanswered(to, taken);
            }
            own.await(seen, Math.min(left, LOOK_NANOS));
        }
    }

    private TransportException unanswered(String to, boolean taken) {
        return new TransportException(
                taken
                        ? "no answer from region " + to + ", which has fetched the message here: is it busy, or gone?"
                        : "region " + to + " does not come for its messages: is it up, does it reach region " + region
                                + " at its url, and does it say of region " + region + " that it calls there"
                                + " (\"direction\":\"out\")?");
    }

    /**
     * A region has come, proven: it brings an answer, or waits for messages. Blocks for {@link #PATIENCE} at most, on a thread without a
     * transaction.
     *
     * @param brought the answer to one that it fetched; empty if it wants some
     * @throws NothingWaitsException if it is not a region that fetches here
     * @return what {@link Parcel#list} reads: those that wait for it; empty if none do
     */
    public byte[] come(String from, byte[] brought) throws IOException, NothingWaitsException {
        boolean fetching = fetches.test(from);
        if (brought.length == 0 && fetching) {
            return Parcel.bytes(fetch(from));
        }
        if (brought.length == 0) {
            throw new NothingWaitsException(region, from);
        }
        ByteBuffer bytes = ByteBuffer.wrap(brought);
        String id = Parcel.id(bytes);
        if (bytes.remaining() < Short.BYTES) {
            throw new IOException("an answer ends early");
        }
        Said said = Said.of(bytes);
        // it may have fetched the message before operators said that it fetches no more
        boolean known = own.answered(from, id, said);
        if (!known && !fetching) {
            throw new NothingWaitsException(region, from);
        }
        if (!known && others.servers() != 1) {
            shared.answered(from, id, said);
        }
        return NOTHING;
    }

    private List<Parcel> fetch(String from) {
        if (!own.begin(from)) {
            return List.of();
        }
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                long seen = own.news();
                List<Parcel> parcels = own.take(from);
                if (parcels.isEmpty() && others.servers() != 1) {
                    parcels = shared.take(from);
                }
                long left = end - System.nanoTime();
                if (!parcels.isEmpty() || left <= 0 || own.isStopped()) {
                    return parcels;
                }
                own.await(seen, Math.min(left, LOOK_NANOS));
            }
        } finally {
            own.end(from);
        }
    }

    /** Another node has put something into the database, or taken it from there. Does not block. */
    public void tell() {
        own.tell();
    }

    /** Nobody is let wait any more. */
    public void stop() {
        own.stop();
    }
}
