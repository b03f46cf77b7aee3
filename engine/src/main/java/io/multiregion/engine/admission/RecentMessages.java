package io.multiregion.engine.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ids of the messages that came not long ago, with the answers as they were sealed: what comes again gets the same answer, and costs
 * nothing. Senders are proven ones, so there are few. A message from before that is judged by the positions in it, as ever (promise C).
 */
final class RecentMessages {

    /** What is known of a message. */
    enum State {
        /** It is worked on at this moment. */
        IN_WORK,
        /** It was answered, and the answer is not kept any more. */
        DONE,
        /** It was answered with this. */
        ANSWERED
    }

    /** @param answer of one that is ANSWERED, else null */
    record Known(State state, byte[] answer) {}

    /**
     * How much is remembered of each sender.
     *
     * @param time for so long
     * @param ids so many, the last ones
     * @param answerBytes so many bytes of answers, the last ones
     */
    record Bounds(Duration time, int ids, int answerBytes) {

        /** As long as a pass is believed: what is older is not let in. Some 5 MB of a sender that is busy all the time. */
        static final Bounds USUAL = new Bounds(Duration.ofHours(1), 20_000, 1 << 20);
    }

    private static final class Message {
        private final long since;
        private State state = State.IN_WORK;
        private byte[] answer;

        private Message(long since) {
            this.since = since;
        }
    }

    private static final class Sender {
        private final LinkedHashMap<String, Message> messages = new LinkedHashMap<>();
        private final Deque<Message> answered = new ArrayDeque<>();
        private int answerBytes;
    }

    private final Bounds bounds;
    private final LongSupplier nanos;
    private final Map<String, Sender> senders = new HashMap<>();

    /** @param nanos nanoseconds that never go back */
    RecentMessages(Bounds bounds, LongSupplier nanos) {
        this.bounds = bounds;
        this.nanos = nanos;
    }

    /** What is known of a message; if nothing is, it is in work from now on. */
    synchronized Optional<Known> begin(String from, String id) {
        Sender sender = senders.computeIfAbsent(from, name -> new Sender());
        dropOld(sender, bounds.ids());
        Message known = sender.messages.get(id);
        if (known != null) {
            return Optional.of(new Known(known.state, known.answer));
        }
        dropOld(sender, bounds.ids() - 1);
        sender.messages.put(id, new Message(nanos.getAsLong()));
        return Optional.empty();
    }

    synchronized void answered(String from, String id, byte[] answer) {
        Sender sender = senders.get(from);
        Message message = sender.messages.get(id);
        if (message == null) {
            return;
        }
        message.state = State.DONE;
        if (answer.length <= bounds.answerBytes()) {
            message.state = State.ANSWERED;
            message.answer = answer;
            sender.answered.add(message);
            sender.answerBytes += answer.length;
        }
        while (sender.answerBytes > bounds.answerBytes()) {
            forgetAnswer(sender, sender.answered.remove());
        }
    }

    /** It was not taken, and may come again. */
    synchronized void forget(String from, String id) {
        senders.get(from).messages.remove(id);
    }

    /** Leaves at most so many. */
    private void dropOld(Sender sender, int most) {
        long now = nanos.getAsLong();
        Iterator<Message> oldest = sender.messages.values().iterator();
        while (oldest.hasNext()) {
            Message message = oldest.next();
            boolean old = now - message.since >= bounds.time().toNanos();
            if (!old && sender.messages.size() <= most) {
                return;
            }
            oldest.remove();
            if (message.state == State.ANSWERED && sender.answered.remove(message)) {
                forgetAnswer(sender, message);
            }
        }
    }

    private static void forgetAnswer(Sender sender, Message message) {
        sender.answerBytes -= message.answer.length;
        message.answer = null;
        message.state = State.DONE;
    }
}
