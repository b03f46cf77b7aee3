package io.multiregion.engine.stream.step;

import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Line;

/** The verification that was asked for. */
final class Comparing implements Step {

    private final Line line;
    private final DueVerification verification;

    Comparing(Line line, DueVerification verification) {
        this.line = line;
        this.verification = verification;
    }

    @Override
    public Done take(StreamState state) {
        if (!state.replica().isVerifyDue()) {
            return Done.goOn(state);
        }
        verification.perform(line, state.realm(), state.replica());
        return Done.again(state);
    }
}
