package io.multiregion.engine.peer.mailbox;

import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Messages of this node that somebody waits with: not yet put into the mailbox, or lying there. */
final class Outbox {

    /** So many messages are in one object at most, and so many bytes, unless one alone is longer. */
    static final int MOST_PARCELS = 64;

    static final int MOST_BYTES = 4 << 20;

    private static final class Letter {
        private final String to;
        private final Parcel parcel;
        private Name object;
        private Said said;

        private Letter(String to, Parcel parcel) {
            this.to = to;
            this.parcel = parcel;
        }
    }

    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Set<String> abandoned = new HashSet<>();
    private String trouble = "";
    private boolean news;

    /** Waits for what is said to a message, for so long at most. */
    synchronized Said once(String to, Parcel parcel, Duration left) {
        long end = System.nanoTime() + left.toNanos();
        Letter letter = new Letter(to, parcel);
        letters.put(parcel.id(), letter);
        wake();
        try {
            while (letter.said == null) {
                long nanos = end - System.nanoTime();
                if (nanos <= 0) {
                    throw new TransportException(unanswered(letter));
                }
                wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
            }
            return letter.said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while a message lies in the mailbox", e);
        } finally {
            letters.remove(parcel.id());
            if (letter.said == null && letter.object != null && nobodyWaitsFor(letter.object)) {
                abandoned.add(letter.object.text());
            }
        }
    }

    private String unanswered(Letter letter) {
        if (!trouble.isEmpty()) {
            return "the mailbox can't be used: " + trouble;
        }
        return letter.object == null
                ? "no turn for a message to region " + letter.to + ": make mailbox-interval shorter"
                : "no answer from region " + letter.to + " in the mailbox: is it up, has it the same mailbox, and"
                        + " \"direction\":\"mailbox\" for this region?";
    }

    private boolean nobodyWaitsFor(Name object) {
        return letters.values().stream().noneMatch(other -> object.equals(other.object));
    }

    /** By region what is not yet in the mailbox, as much as goes into one object. */
    synchronized Map<String, List<Parcel>> unsent() {
        Map<String, List<Parcel>> unsent = new LinkedHashMap<>();
        Map<String, Integer> bytes = new LinkedHashMap<>();
        for (Letter letter : letters.values()) {
            List<Parcel> parcels = unsent.computeIfAbsent(letter.to, region -> new ArrayList<>());
            int before = bytes.getOrDefault(letter.to, 0);
            boolean fits = before == 0 || before + letter.parcel.length() <= MOST_BYTES;
            if (letter.object == null && fits && parcels.size() < MOST_PARCELS) {
                parcels.add(letter.parcel);
                bytes.merge(letter.to, letter.parcel.length(), Integer::sum);
            }
        }
        unsent.values().removeIf(List::isEmpty);
        return unsent;
    }

    synchronized void sent(List<Parcel> parcels, Name object) {
        boolean waited = false;
        for (Parcel parcel : parcels) {
            Letter letter = letters.get(parcel.id());
            if (letter != null) {
                letter.object = object;
                waited = true;
            }
        }
        if (!waited) {
            abandoned.add(object.text());
        }
    }

    synchronized void answered(Map<String, Said> answers) {
        answers.forEach((id, said) -> {
            Letter letter = letters.get(id);
            if (letter != null && letter.said == null) {
                letter.said = said;
            }
        });
        notifyAll();
    }

    /** Whether somebody waits for answers to what lies in the mailbox. */
    synchronized boolean isWaiting() {
        return letters.values().stream().anyMatch(letter -> letter.object != null);
    }

    /** Objects that nobody waits for an answer to any more: each once. */
    synchronized Set<String> abandoned() {
        Set<String> all = Set.copyOf(abandoned);
        abandoned.clear();
        return all;
    }

    /** What is wrong with the mailbox; nothing if that is empty. */
    synchronized void trouble(String now) {
        trouble = now;
    }

    /** There is something to do. */
    synchronized void wake() {
        news = true;
        notifyAll();
    }

    /** Until there is something to do, for so long at most. */
    synchronized void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !news && left > 0; left = end - System.nanoTime()) {
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        news = false;
    }
}
