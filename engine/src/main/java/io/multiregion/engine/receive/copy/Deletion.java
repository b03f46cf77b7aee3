package io.multiregion.engine.receive.copy;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.ReplicaStatus;
import java.io.IOException;

/** Ends a copy. */
final class Deletion implements Act {

    private final OrderedStatus status;
    private final CopyRemoval removal;

    public Deletion(OrderedStatus status, CopyRemoval removal) {
        this.status = status;
        this.removal = removal;
    }

    @Override
    public Answer take(Told told) throws IOException {
        CopyOrder.Delete order = told.request(CopyOrder.Delete.class);
        Answer answer = status.set(told.realm(), order.control(), ReplicaStatus.DELETING);
        if (answer.outcome() == Answer.Outcome.OK) {
            removal.of(told.realm());
        }
        return answer;
    }
}
