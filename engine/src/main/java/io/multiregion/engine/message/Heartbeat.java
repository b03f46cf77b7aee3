package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;

/**
 * HEARTBEAT, from the primary to a secondary: where the stream stands when there is nothing to ship. One that is older than what was
 * said before is answered, and not noted. Answered with {@link Answer.Ok}, GAP or COMPARE.
 *
 * @param sentAt when it was sent, by the primary's clock, in milliseconds since 1970
 * @param levelAt the instant as of which nothing is left to ship, by the same clock; 0 if that is not known
 * @param floor the sequence that all replicas have acknowledged; 0 if that is not known
 */
public record Heartbeat(long sentAt, long levelAt, long floor) implements Request {

    @Override
    public MessageType type() {
        return MessageType.HEARTBEAT;
    }
}
