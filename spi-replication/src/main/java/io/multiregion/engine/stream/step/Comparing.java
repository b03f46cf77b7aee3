package io.multiregion.engine.stream.step;

import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;

/** The verification that was asked for. */
public final class Comparing implements Step {

    private final Line line;
    private final DueVerification verification;

    public Comparing(Line line, DueVerification verification) {
        this.line = line;
        this.verification = verification;
    }

    @Override
    public Turn take(StreamState state) {
        if (!state.replica().isVerifyDue()) {
            return Turn.goOn(state);
        }
        verification.perform(line, state.realm(), state.replica());
        return Turn.again(state);
    }
}
