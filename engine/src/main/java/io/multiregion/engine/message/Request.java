package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;

/**
 * What one region says to another, but for rows: one record for each type of message, and one for each form of a {@link Question}. It
 * travels sealed, as JSON that {@link Messages} writes and reads; realm, epoch, position and stream are in the message's header.
 *
 * <p>How it evolves: a reader skips fields that it does not know. A field must be there unless it is an {@link java.util.Optional} or a
 * {@code boolean}, which is false if it is absent. So a later version adds only such fields, and whatever else under a new type of message.
 *
 * <p>Times are in milliseconds since 1970, by the sender's clock.
 */
public sealed interface Request permits CopyOrder, RoleOrder, Question, Inquiry, Heartbeat, Heartbeats {

    /** What the header of the message says that it is. */
    MessageType type();
}
