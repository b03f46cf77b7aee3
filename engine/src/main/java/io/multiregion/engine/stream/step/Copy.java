package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.stream.line.Dispatch;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.verify.Sweep;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The next chunk of a copy. One over an older copy removes first what that has too much, and is compared in the end. */
final class Copy implements Step {

    private static final Logger LOG = Logger.getLogger(Copy.class);

    private final Line line;
    private final Exchange exchange;
    private final Sweep sweep;
    private final Dispatch shipping;
    private final DueVerification verification;

    Copy(Line line, Exchange exchange, Sweep sweep, Dispatch shipping, DueVerification verification) {
        this.line = line;
        this.exchange = exchange;
        this.sweep = sweep;
        this.shipping = shipping;
        this.verification = verification;
    }

    @Override
    public Done take(StreamState state) {
        if (state.isCopied()) {
            return Done.goOn(state);
        }
        Optional<Cut> removal = sweep.next(line, state.realm(), state.replica(), state.floor());
        if (removal.isPresent()) {
            line.deliver(state.realm(), state.replica(), removal.get());
        } else {
            chunk(state);
        }
        return Done.again(state);
    }

    private void chunk(StreamState state) {
        Cut cut = shipping.next(state.realm(), state.replica(), state.floor());
        boolean taken = shipOrAgain(state, cut);
        if (taken
                && Batch.COPY_DONE.equals(cut.copyTo())
                && Batch.isOver(state.replica().copyCursor())) {
            verification.prove(state.replica().realmId(), state.replica().region());
        }
    }

    /** Where a page can make no room for itself without taking away what no other page brings, all is copied again. */
    private boolean shipOrAgain(StreamState state, Cut cut) {
        ReplicaState replica = state.replica();
        try {
            return shipping.ship(state.realm(), replica, cut, state.floor());
        } catch (CopyDamagedException e) {
            if (!Batch.isLate(replica.copyCursor()) && !Batch.isLate(cut.copyTo())) {
                throw e;
            }
            LOG.infof("%s: it is copied again", e.getMessage());
            exchange.save(replica.change().copyCursor(Batch.COPY_AGAIN).status(ReplicaStatus.CREATING));
            return false;
        }
    }
}
