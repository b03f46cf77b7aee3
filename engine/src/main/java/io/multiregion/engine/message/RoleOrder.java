package io.multiregion.engine.message;

import io.multiregion.engine.seal.header.MessageType;
import java.util.Optional;

/** What a region that is, becomes or was the primary says of how the realm is held. */
public sealed interface RoleOrder extends Request {

    /** A number that grows with every order that changes something. */
    long control();

    /**
     * TERMS, from the primary to a secondary: how the realm is held now. Answered with {@link Answer.Ok}.
     *
     * @param copy the copy cursor from which the copy goes on over what is there, and serves no end users until it is done; empty if it
     *     stays as it is
     */
    record Tell(long control, Terms terms, Optional<String> copy) implements RoleOrder {
        @Override
        public MessageType type() {
            return MessageType.TERMS;
        }
    }

    /**
     * FOLLOW, from a new primary to all others that hold the realm: follow me. Answered with {@link Answer.Copy}: where the copy stands
     * that goes on from here.
     */
    record Follow(long control, Terms terms) implements RoleOrder {
        @Override
        public MessageType type() {
            return MessageType.FOLLOW;
        }
    }

    /**
     * PROMOTE, from the old primary to the new one: take over, all is at the position in the header. Answered with {@link Answer.Known}.
     *
     * @param epoch the epoch of the new primary
     * @param byOperator an operator has asked for it, so what all realms share may move with the role
     */
    record Promote(long control, long epoch, Terms terms, boolean byOperator) implements RoleOrder {
        @Override
        public MessageType type() {
            return MessageType.PROMOTE;
        }
    }

    /** CANCEL, from the old primary to the one that was to take over: don't. Answered with {@link Answer.Known}. */
    record Cancel(long control) implements RoleOrder {
        @Override
        public MessageType type() {
            return MessageType.CANCEL;
        }
    }
}
