package io.multiregion.engine.receive.copy;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.ReplicaStatus;
import java.io.IOException;

/** Gives the copy the status that its primary says it has. */
final class StatusChange implements Act {

    private final OrderedStatus status;

    public StatusChange(OrderedStatus status) {
        this.status = status;
    }

    @Override
    public Answer take(Told told) throws IOException {
        CopyOrder.Status order = told.request(CopyOrder.Status.class);
        return status.set(told.realm(), order.control(), ReplicaStatus.valueOf(order.status()));
    }
}
