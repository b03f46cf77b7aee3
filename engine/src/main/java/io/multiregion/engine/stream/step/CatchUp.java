package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.stream.line.Dispatch;

/** What has changed since the other region's last acknowledgement. */
final class CatchUp implements Step {

    private final Dispatch shipping;

    CatchUp(Dispatch shipping) {
        this.shipping = shipping;
    }

    @Override
    public Done take(StreamState state) {
        Cut cut = shipping.next(state.realm(), state.replica(), state.floor());
        if (cut.isEmpty()) {
            return Done.goOn(state.level(cut.takenAt()));
        }
        shipping.ship(state.realm(), state.replica(), cut, state.floor());
        return Done.again(state);
    }
}
