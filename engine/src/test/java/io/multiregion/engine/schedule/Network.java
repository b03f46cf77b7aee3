package io.multiregion.engine.schedule;

import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Carries messages between regions on the caller's thread, as long as it pleases: it loses requests and answers, delivers twice, holds back
 * and delivers later, and is cut in one direction.
 */
final class Network {

    /** How many messages it remembers, to repeat them. */
    private static final int MEMORY = 60;

    /** A sealed message on its way. */
    record Letter(String from, String to, String announcement, byte[] message) {}

    /** Where messages end. */
    interface Destination {

        /** The sealed answer; empty if there is none. */
        Optional<byte[]> deliver(Letter letter);

        /** A message has no answer, whether it arrived or not. */
        void unanswered(Letter letter);

        /** The sender waits for an answer, and others go on. */
        void meanwhile(String sender);
    }

    private final Destination destination;
    private final List<Letter> heldBack = new ArrayList<>();
    private final List<Letter> memory = new ArrayList<>();
    private final Set<String> cuts = new HashSet<>();
    private Random random = new Random(0);
    private double unreliable;

    Network(Destination destination) {
        this.destination = destination;
    }

    /** What one region sends by. */
    final class Sender implements Transport {

        private final String from;

        private Sender(String from) {
            this.from = from;
        }

        @Override
        public byte[] exchange(Recipient recipient, String announcement, byte[] message, Duration patience) {
            boolean impatient = Thread.interrupted();
            String to = recipient.url().getHost().split("\\.")[0];
            try {
                return send(new Letter(from, to, announcement, message))
                        .orElseThrow(() -> new TransportException("no answer from region " + to));
            } finally {
                if (impatient) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    Sender from(String region) {
        return new Sender(region);
    }

    /** From now on it decides by this. */
    void decideBy(Random next) {
        random = next;
    }

    /** @param share of the messages that something happens to */
    void unreliable(double share) {
        unreliable = share;
    }

    /** Requests from one region to another are lost, or answers to those. */
    void cut(String from, String to, boolean answers) {
        cuts.add(way(from, to, answers));
    }

    void mend() {
        cuts.clear();
    }

    private static String way(String from, String to, boolean answers) {
        return (answers ? "answers " : "requests ") + from + " " + to;
    }

    private Optional<byte[]> send(Letter letter) {
        remember(letter);
        Optional<byte[]> answer = carried(letter);
        if (answer.isEmpty()) {
            destination.unanswered(letter);
        }
        return answer;
    }

    private Optional<byte[]> carried(Letter letter) {
        boolean answerLost = cuts.contains(way(letter.from(), letter.to(), true));
        if (cuts.contains(way(letter.from(), letter.to(), false))) {
            holdBack(letter);
            return Optional.empty();
        }
        if (random.nextDouble() < unreliable) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    holdBack(letter);
                    return Optional.empty();
                }
                case 1 -> answerLost = true;
                case 2 -> destination.deliver(letter);
                case 3 -> late();
                default -> destination.meanwhile(letter.from());
            }
        }
        Optional<byte[]> answer = destination.deliver(letter);
        if (random.nextDouble() < unreliable / 4) {
            destination.meanwhile(letter.from());
        }
        return answerLost ? Optional.empty() : answer;
    }

    private void holdBack(Letter letter) {
        if (random.nextInt(3) > 0) {
            heldBack.add(letter);
        }
    }

    private void remember(Letter letter) {
        memory.add(letter);
        if (memory.size() > MEMORY) {
            memory.remove(0);
        }
    }

    /** Delivers a message that was held back, or an old one again. Nobody waits for the answer. */
    void late() {
        if (!heldBack.isEmpty() && random.nextBoolean()) {
            destination.deliver(heldBack.remove(random.nextInt(heldBack.size())));
        } else if (!memory.isEmpty()) {
            destination.deliver(memory.get(random.nextInt(memory.size())));
        }
    }

    /** Everything arrives that was held back. */
    void deliverAll() {
        while (!heldBack.isEmpty()) {
            destination.deliver(heldBack.remove(0));
        }
    }
}
