package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Carries messages between regions, on the thread of whoever sends. What is on the way can be watched, lost, doubled, kept and changed. */
public final class SimulatedNetwork {

    /** A message on its way. */
    public record Parcel(String from, String to, String announcement, byte[] message) {}

    /** The far end of the way. */
    @FunctionalInterface
    public interface Arrival {

        /**
         * Lets the recipient have a message, and returns its answer.
         *
         * @throws TransportException if it is down, or says no
         */
        byte[] of(Parcel parcel);
    }

    /** Decides what becomes of each message. */
    @FunctionalInterface
    public interface Way {

        /**
         * Called on the sender's thread.
         *
         * @param arrival may be called never, now, several times, or later
         * @return the answer that the sender gets
         * @throws TransportException if it gets none
         */
        byte[] go(Parcel parcel, Arrival arrival);
    }

    private final Map<URI, SimulatedRegion> regions = new ConcurrentHashMap<>();
    private volatile Way way = (parcel, arrival) -> arrival.of(parcel);

    /** All messages go this way from now on. */
    public void use(Way way) {
        this.way = way;
    }

    /** Nothing happens to messages any more. */
    public void heal() {
        use((parcel, arrival) -> arrival.of(parcel));
    }

    void add(SimulatedRegion region) {
        regions.put(region.url(), region);
    }

    /** Nobody fetches by this network. */
    Fetching fetching(String caller) {
        return (url, announcement, answer, patience) -> {
            throw new TransportException("region " + caller + " can't fetch from " + url);
        };
    }

    /** Whoever wants a lock that a sender holds waits for another region. */
    private static void holdsNoLock() {
        long self = Thread.currentThread().getId();
        MonitorInfo[] held = ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {self}, true, false)[0]
                .getLockedMonitors();
        List<String> ours = Arrays.stream(held)
                .map(lock -> String.valueOf(lock.getLockedStackFrame()))
                .filter(frame -> frame.contains("io.multiregion.engine"))
                .toList();
        if (!ours.isEmpty()) {
            throw new AssertionError("a message is sent under a lock: " + ours);
        }
    }

    Transport from(String sender) {
        return (recipient, announcement, message, patience) -> {
            holdsNoLock();
            SimulatedRegion to = regions.get(recipient.url());
            if (to == null) {
                throw new TransportException("no region is at " + recipient.url());
            }
            return way.go(new Parcel(sender, to.name(), announcement, message), to::receive);
        };
    }
}
