package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.succession.Verdict;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The old primary hands over. Done before, it is done again without change. */
public final class TakePromotion implements Act {

    /** What became of it: the realm as this region leads it now, if it does so since this very message. */
    private record Taken(Answer answer, Optional<RealmState> leads) {}

    private final Connections connections;
    private final Hearing hearing;
    private final Succession succession;
    private final OrderNumbers numbers;
    private final RoleEvents events;

    public TakePromotion(
            Connections connections, Hearing hearing, Succession succession, OrderNumbers numbers, RoleEvents events) {
        this.connections = connections;
        this.hearing = hearing;
        this.succession = succession;
        this.numbers = numbers;
        this.events = events;
    }

    @Override
    public Answer take(Told told) throws IOException {
        RoleOrder.Promote order = told.request(RoleOrder.Promote.class);
        Taken taken = connections.transaction(connection -> {
            RealmState realm =
                    RoleRows.lock(connection, told.header().realmId()).orElseThrow();
            return take(connection, realm, told, order);
        });
        taken.leads().ifPresent(events::promoted);
        return taken.answer();
    }

    private Taken take(Connection connection, RealmState realm, Told told, RoleOrder.Promote order)
            throws SQLException {
        Verdict verdict = hearing.promote(
                realm,
                told.word(order.control()),
                order.epoch(),
                order.byOperator(),
                numbers.numbers(connection, realm.realmId()));
        if (!(verdict instanceof Verdict.Lead lead)) {
            return new Taken(Unchanged.answer(realm, verdict), Optional.empty());
        }
        succession.hold(connection, realm.realmId(), order.terms());
        RealmState now = succession.lead(connection, realm, lead.epoch());
        return new Taken(Answer.known(Told.primary(now)), Optional.of(now));
    }
}
