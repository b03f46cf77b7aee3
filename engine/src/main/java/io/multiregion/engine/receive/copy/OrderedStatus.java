package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;

/** Gives a copy the status that its primary orders, unless the order is a replayed one. */
final class OrderedStatus {

    private final Connections connections;
    private final OrderNumbers numbers;

    public OrderedStatus(Connections connections, OrderNumbers numbers) {
        this.connections = connections;
        this.numbers = numbers;
    }

    Answer set(RealmState realm, long control, ReplicaStatus status) {
        return connections.transaction(connection -> {
            if (numbers.refusal(connection, realm.realmId(), control).isPresent()
                    || !numbers.take(connection, realm, control)) {
                return Answer.refused("an order with a later number was taken before, or its number is out of reach");
            }
            RealmRows.setStatus(connection, realm.realmId(), status);
            return Answer.ok();
        });
    }
}
