package io.multiregion.engine.peer.pull;

import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Messages in this node's memory, those who wait here for some, and the news that both wait for. */
final class OwnParcels implements Shelf {

    /** Each node of a region waits once; more than these of one region get no thread of this node. */
    private static final int MOST_AT_ONCE = 8;

    private static final class Letter {
        private final String region;
        private final Parcel parcel;
        private boolean taken;
        private long takenAt;
        private Said said;

        private Letter(String region, Parcel parcel) {
            this.region = region;
            this.parcel = parcel;
        }

        /** Whether it is to be handed out: for the first time, or again because nothing has come of it. */
        private boolean isDue(String to, long now, long again) {
            return region.equals(to) && said == null && (!taken || now - takenAt >= again);
        }
    }

    private final long again;
    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Map<String, Integer> fetching = new HashMap<>();
    private long told;
    private boolean stopped;

    /** @param again after so long without an answer, a message is handed out again */
    OwnParcels(Duration again) {
        this.again = again.toNanos();
    }

    /** Keeps a message here if its recipient waits here, or can wait nowhere else. */
    synchronized boolean keep(String to, Parcel parcel, boolean alone) {
        boolean here = alone || fetching.containsKey(to);
        if (here) {
            letters.put(parcel.id(), new Letter(to, parcel));
            tell();
        }
        return here;
    }

    @Override
    public synchronized Optional<Said> said(String id) {
        return Optional.ofNullable(letters.get(id).said);
    }

    @Override
    public synchronized boolean isTaken(String id) {
        return letters.get(id).taken;
    }

    @Override
    public synchronized void remove(String id) {
        letters.remove(id);
    }

    /** Whether it is about a message that waits here. What another region says than the recipient counts for nothing. */
    synchronized boolean answered(String from, String id, Said said) {
        Letter letter = letters.get(id);
        if (letter != null && letter.region.equals(from) && letter.said == null) {
            letter.said = said;
            tell();
        }
        return letter != null;
    }

    /** Those that wait for a region, as many as go at once. */
    synchronized List<Parcel> take(String from) {
        List<Parcel> taken = new ArrayList<>();
        long now = System.nanoTime();
        int bytes = 0;
        for (Letter letter : letters.values()) {
            if (bytes < Fetching.MOST_BYTES && letter.isDue(from, now, again)) {
                letter.taken = true;
                letter.takenAt = now;
                taken.add(letter.parcel);
                bytes += letter.parcel.length();
            }
        }
        if (!taken.isEmpty()) {
            tell();
        }
        return taken;
    }

    /** Whether one more may wait here for a region's messages. */
    synchronized boolean begin(String from) {
        return fetching.getOrDefault(from, 0) < MOST_AT_ONCE && fetching.merge(from, 1, Integer::sum) > 0;
    }

    synchronized void end(String from) {
        fetching.computeIfPresent(from, (name, times) -> times == 1 ? null : times - 1);
    }

    /** There is something new, here or in the database. */
    synchronized void tell() {
        told++;
        notifyAll();
    }

    synchronized long news() {
        return told;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Until there is news that was not seen yet, for so long at most. */
    synchronized void await(long seen, long nanos) {
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; told == seen && !stopped && left > 0; left = end - System.nanoTime()) {
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while a message waits to be fetched", e);
        }
    }
}
