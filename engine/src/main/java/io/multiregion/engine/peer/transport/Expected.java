package io.multiregion.engine.peer.transport;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.seal.header.MessageType;
import java.time.Duration;

/** What is expected of an answer, by the type of the message. */
final class Expected {

    private static final Duration SHORT = Duration.ofSeconds(10);

    private Expected() {}

    /**
     * Whether an answer is about the stream. Who the primary is, is a matter of epochs, whatever the stream; where a copy was deleted or
     * is only thought of there is none; and what was not done is never taken for done.
     */
    static boolean saysWhereItStands(MessageType type, Answer answer) {
        return switch (type) {
            case CLAIM, PROMOTE, CANCEL, DELETE, RETURN, PREFLIGHT -> false;
            default -> answer.outcome() == Answer.Outcome.OK || answer.outcome() == Answer.Outcome.GAP;
        };
    }

    /** What needs no work on the other side is answered at once, or nobody is there. */
    static Duration patience(MessageType type, Duration patience) {
        return switch (type) {
            case CREATE, HEARTBEAT, HEARTBEATS, STATUS, TERMS, CLAIM, PROMOTE, CANCEL, READINESS ->
                SHORT.compareTo(patience) < 0 ? SHORT : patience;
            default -> patience;
        };
    }
}
