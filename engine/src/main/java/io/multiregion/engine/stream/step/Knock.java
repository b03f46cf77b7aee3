package io.multiregion.engine.stream.step;

import io.multiregion.engine.stream.line.StreamLine;

/**
 * After a failure: asks for an answer before rows are read for a region that may not be there. An answer alone mends nothing: what failed
 * is due again in the same turn, and its error stays until it is done.
 */
final class Knock implements Step {

    private final StreamLine line;

    Knock(StreamLine line) {
        this.line = line;
    }

    @Override
    public Done take(StreamState state) {
        if (!state.doubtful() || state.replica().followed() < state.realm().epoch()) {
            return Done.goOn(state);
        }
        boolean asThought = line.knock(state.realm(), state.replica(), line.heartbeat(0, 0));
        return asThought ? Done.goOn(state.answered()) : Done.again(state.answered());
    }
}
