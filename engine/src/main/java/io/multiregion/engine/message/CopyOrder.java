package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;
import java.util.Optional;

/** What a primary orders of a copy. */
public sealed interface CopyOrder extends Request {

    /** How far the clocks of two regions may be apart, and how long a captured CREATE could be replayed: milliseconds. */
    long CREATE_VALID_MILLIS = 5 * 60 * 1000L;

    /** A number that grows with every order that changes something: one that is not greater than the last is refused. */
    long control();

    /**
     * CREATE: hold a copy of this realm from now on. Answered with {@link Answer.Copy}: where the copy stands.
     *
     * @param sentAt when it was sent
     * @param realmName the name of the realm
     * @param primaryUrl the base URL of the primary's Keycloak
     * @param label the realm's label, if it has one
     */
    record Create(long control, long sentAt, String realmName, String primaryUrl, Optional<String> label)
            implements CopyOrder {
        @Override
        public MessageType type() {
            return MessageType.CREATE;
        }
    }

    /**
     * STATUS: the status of the replica is now another one. Answered with {@link Answer.Ok}.
     *
     * @param status the name of the new one
     */
    record Status(long control, String status) implements CopyOrder {
        @Override
        public MessageType type() {
            return MessageType.STATUS;
        }
    }

    /** DELETE: drop the copy. Answered with {@link Answer.Ok} once it is gone. */
    record Delete(long control) implements CopyOrder {
        @Override
        public MessageType type() {
            return MessageType.DELETE;
        }
    }
}
