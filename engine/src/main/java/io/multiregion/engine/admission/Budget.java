package io.multiregion.engine.admission;

import java.util.HashMap;
import java.util.Map;

/** What is free of {@link Limits}, overall and for each sender. Nobody waits for it. */
final class Budget {

    private record Share(int messages, long bytes) {

        Share plus(int more, long moreBytes) {
            return new Share(messages + more, bytes + moreBytes);
        }
    }

    private static final Share NOTHING = new Share(0, 0);

    private final Limits limits;
    private final Map<String, Share> taken = new HashMap<>();
    private Share all = NOTHING;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** Takes room for one message, if there is. For who has none yet there always is: senders are few, and none can keep another out. */
    synchronized boolean take(String sender, int bytes) {
        Share before = taken.getOrDefault(sender, NOTHING);
        Share share = before.plus(1, bytes);
        Share together = all.plus(1, bytes);
        boolean full = share.messages() > limits.messagesOfOne()
                || share.bytes() > limits.bytesOfOne()
                || together.messages() > limits.messages()
                || together.bytes() > limits.bytes();
        if (full && before.messages() > 0) {
            return false;
        }
        taken.put(sender, share);
        all = together;
        return true;
    }

    /** Gives back what was taken; once for each. */
    synchronized void giveBack(String sender, int bytes) {
        all = all.plus(-1, -bytes);
        taken.computeIfPresent(sender, (name, share) -> {
            Share rest = share.plus(-1, -bytes);
            return rest.messages() == 0 ? null : rest;
        });
    }
}
