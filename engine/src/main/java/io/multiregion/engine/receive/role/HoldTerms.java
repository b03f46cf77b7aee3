package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Succession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Notes how the primary says that the realm is held. An old order changes nothing. */
final class HoldTerms implements Act {

    private final Connections connections;
    private final OrderNumbers numbers;
    private final Succession succession;

    public HoldTerms(Connections connections, OrderNumbers numbers, Succession succession) {
        this.connections = connections;
        this.numbers = numbers;
        this.succession = succession;
    }

    @Override
    public Answer take(Told told) throws IOException {
        RoleOrder.Tell order = told.request(RoleOrder.Tell.class);
        return connections.transaction(connection -> {
            Optional<Answer> outOfReach =
                    numbers.refusal(connection, told.realm().realmId(), order.control());
            return outOfReach.isPresent() ? outOfReach.get() : hold(connection, told.realm(), order);
        });
    }

    private Answer hold(Connection connection, RealmState realm, RoleOrder.Tell order) throws SQLException {
        boolean isNew = numbers.take(connection, realm, order.control());
        if (!isNew) {
            return order.copy().isPresent()
                    ? Answer.refused("an order with a later number was taken before")
                    : Answer.ok();
        }
        succession.hold(connection, realm.realmId(), order.terms());
        if (order.copy().isPresent()) {
            succession.recopy(connection, realm.realmId(), order.copy().get());
        }
        return Answer.ok();
    }
}
