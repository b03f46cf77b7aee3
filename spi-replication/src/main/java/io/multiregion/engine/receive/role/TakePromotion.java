package io.multiregion.engine.receive.role;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.Succession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The old primary hands over. Done before, it is done again without change. */
public final class TakePromotion implements Act {

    /** What became of it: the realm as this region leads it now, if it does so since this very message. */
    private record Taken(Answer answer, Optional<RealmState> leads) {

        static Taken not(Answer answer) {
            return new Taken(answer, Optional.empty());
        }
    }

    private final Connections connections;
    private final Succession succession;
    private final Optional<String> shared;
    private final RoleEvents events;

    /** @param shared the DNS record of all realms that moves with the role of any of them, or empty */
    public TakePromotion(Connections connections, Succession succession, Optional<String> shared, RoleEvents events) {
        this.connections = connections;
        this.succession = succession;
        this.shared = shared;
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
        if (realm.isPrimary() && realm.epoch() == order.epoch()) {
            return Taken.not(Answer.known(realm.primary()));
        }
        if (!realm.isSecondary() || !realm.claim().equals(told.claim())) {
            return Taken.not(Answer.stale(
                    "region " + realm.primaryRegion() + " is the primary at epoch " + realm.epoch(), realm.primary()));
        }
        Optional<String> refusal = refusal(connection, realm, told.header(), order);
        if (refusal.isPresent()) {
            return Taken.not(Answer.refused(refusal.get()));
        }
        succession.hold(connection, realm.realmId(), order.terms());
        RealmState now = succession.lead(connection, realm, order.epoch());
        return new Taken(Answer.known(now.primary()), Optional.of(now));
    }

    private Optional<String> refusal(Connection connection, RealmState realm, Header header, RoleOrder.Promote order)
            throws SQLException {
        if (!realm.stream().equals(header.stream())) {
            return Optional.of("it was to happen in another stream of this realm: it does not any more");
        }
        if (order.epoch() != realm.epoch() + 1) {
            return Optional.of("the next epoch is " + (realm.epoch() + 1) + ", not " + order.epoch());
        }
        if (!realm.position().equals(header.position())) {
            return Optional.of("it is at " + realm.position() + ", not at " + header.position());
        }
        if (shared.isPresent() && !order.byOperator()) {
            return Optional.of("with the primary role moves the DNS record " + shared.get()
                    + " of all realms: an operator of the master realm is to ask for it");
        }
        return StreamRows.isCalledOff(connection, realm.realmId(), order.control())
                ? Optional.of("this switchover was called off")
                : Optional.empty();
    }
}
