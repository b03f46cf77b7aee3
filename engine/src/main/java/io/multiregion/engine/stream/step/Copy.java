package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.stream.line.Dispatch;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.verify.Sweep;
import java.util.Optional;

/** The next chunk of a copy. One over an older copy removes first what that has too much, and is compared in the end. */
final class Copy implements Step {

    private final Line line;
    private final Sweep sweep;
    private final Dispatch shipping;
    private final DueVerification verification;

    Copy(Line line, Sweep sweep, Dispatch shipping, DueVerification verification) {
        this.line = line;
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
        boolean taken = shipping.ship(state.realm(), state.replica(), cut, state.floor());
        if (taken
                && Batch.COPY_DONE.equals(cut.copyTo())
                && Batch.isOver(state.replica().copyCursor())) {
            verification.prove(state.replica().realmId(), state.replica().region());
        }
    }
}
