package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;
import java.util.Optional;

/**
 * HEARTBEAT, from the primary to a secondary: where the stream stands when there is nothing to ship. One whose number is not later
 * than what was said before is not noted. Answered with {@link Answer.Ok}, {@link Answer.SaidBefore}, GAP or COMPARE.
 *
 * @param number later than all before it on the stream: by the primary's clock, in milliseconds since 1970, where that is ahead
 * @param levelAt the instant as of which nothing is left to ship, by that clock; 0 if that is not known
 * @param floor the sequence that all replicas have acknowledged; 0 if that is not known
 * @param publicUrl the base URL by which end users reach the primary, if it has one
 */
public record Heartbeat(long number, long levelAt, long floor, Optional<String> publicUrl) implements Request {

    @Override
    public MessageType type() {
        return MessageType.HEARTBEAT;
    }
}
