package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Verdict;
import java.io.IOException;

/** The old primary gives up: it stays the primary, unless this region has taken over already, which the answer then says. */
final class CallOff implements Act {

    private final Connections connections;
    private final Hearing hearing;
    private final OrderNumbers numbers;
    private final NamePrimary unfollowed;

    /** @param unfollowed what is done where the sender is not followed, as after this region has taken over */
    public CallOff(Connections connections, Hearing hearing, OrderNumbers numbers, NamePrimary unfollowed) {
        this.connections = connections;
        this.hearing = hearing;
        this.numbers = numbers;
        this.unfollowed = unfollowed;
    }

    @Override
    public Answer take(Told told) throws IOException {
        if (!told.isFollowed()) {
            return unfollowed.take(told);
        }
        RoleOrder.Cancel order = told.request(RoleOrder.Cancel.class);
        return connections.transaction(connection -> {
            RealmState realm =
                    RoleRows.lock(connection, told.header().realmId()).orElseThrow();
            Verdict verdict =
                    hearing.cancel(realm, told.word(order.control()), numbers.numbers(connection, realm.realmId()));
            if (verdict instanceof Verdict.CallOff called) {
                StreamRows.callOff(connection, realm.realmId(), called.control());
            }
            return Unchanged.answer(realm, verdict);
        });
    }
}
