package io.multiregion.engine.stream.step;

import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;

/**
 * The verification that was asked for, beside what is shipped: one step of it, then all changes that have come meanwhile. To a copy that
 * refuses them, for rows that it should not have, none go until it was compared.
 */
final class Comparing implements Step {

    private final Line line;
    private final DueVerification verification;
    private final Step catchUp;
    private boolean refused;

    /** @param catchUp ships what has changed */
    Comparing(Line line, DueVerification verification, Step catchUp) {
        this.line = line;
        this.verification = verification;
        this.catchUp = catchUp;
    }

    @Override
    public Done take(StreamState state) {
        ReplicaState replica = state.replica();
        if (!replica.isVerifyDue()) {
            verification.none();
            refused = false;
            return ship(state);
        }
        DueVerification.Next next = verification.step(line, state.realm(), replica, refused);
        if (next == DueVerification.Next.OVER) {
            return Done.again(state);
        }
        refused = refused && next == DueVerification.Next.COMPARE;
        Done shipped = refused ? Done.goOn(state) : ship(state);
        if (shipped.next() != Next.GO_ON) {
            return shipped;
        }
        long levelAt = refused || replica.isComparing() ? 0 : shipped.state().levelAt();
        line.beat(state.realm(), replica, levelAt);
        return Done.again(shipped.state());
    }

    private Done ship(StreamState state) {
        try {
            return catchUp.take(state);
        } catch (CopyDamagedException e) {
            refused = true;
            throw e;
        }
    }
}
