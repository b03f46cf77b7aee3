package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Issuers;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.succession.RoleChanged;
import io.multiregion.engine.succession.Succession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The first half of a switchover: this region closes its doors, then the fence, and ships all that is left. Whatever fails here leaves
 * it the primary as before.
 */
final class Handover {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LAST_DRAIN = Duration.ofSeconds(2);

    private final Connections connections;
    private final Drain drain;
    private final Succession succession;
    private final RoleChanged changed;
    private final Clock clock;

    /** @param changed told the id of a realm whose standing has changed */
    Handover(Connections connections, Drain drain, Succession succession, RoleChanged changed, Clock clock) {
        this.connections = connections;
        this.drain = drain;
        this.succession = succession;
        this.changed = changed;
        this.clock = clock;
    }

    /** To take over from the last position. */
    record Order(Position last, RoleOrder.Promote promote) {}

    /** Pauses writes and drains; returns the order for the target, which has all up to the last position. */
    Order handOver(RealmState realm, ReplicaState target, MoveRequest request, Mandate mandate) {
        String realmId = realm.realmId();
        if (!connections.transaction(
                connection -> RealmRows.beginHandover(connection, realmId, target.region(), clock.millis()))) {
            throw new SwitchoverFailed("close", "another switchover is under way, or this region may not write now");
        }
        changed.changed(realmId);
        if (!drain.ofNow(realmId, target.region(), DRAIN)) {
            giveUp(realmId, Standing.CLOSING);
            throw failed("drain", target);
        }
        if (!connections.transaction(
                connection -> RealmRows.move(connection, realmId, Standing.CLOSING, Standing.CLOSED))) {
            throw new SwitchoverFailed("close", "the realm's role changed meanwhile: look at its state");
        }
        changed.changed(realmId);
        if (!drain.ofNow(realmId, target.region(), DRAIN)) {
            giveUp(realmId, Standing.CLOSED);
            throw failed("drain", target);
        }
        try {
            return connections.transaction(connection -> lastDrain(connection, realm, target, request, mandate));
        } catch (RuntimeException e) {
            giveUp(realmId, Standing.CLOSED);
            throw e;
        }
    }

    /**
     * Holds the realm's row while the last sessions are shipped: their writers wait, and go on as a secondary's. The order gets its
     * number before anybody can see that there is one: whoever calls it off has a later number.
     */
    private Order lastDrain(
            Connection connection, RealmState realm, ReplicaState target, MoveRequest request, Mandate mandate)
            throws SQLException {
        String realmId = realm.realmId();
        if (!RealmRows.move(connection, realmId, Standing.CLOSED, Standing.HANDED_OVER)) {
            throw new SwitchoverFailed("close", "the realm's role changed meanwhile: look at its state");
        }
        if (!drain.ofAll(realmId, target.region(), LAST_DRAIN)) {
            throw failed("drain", target);
        }
        long control = ReplicaRows.nextControl(connection, realmId, target.region(), clock.millis());
        Terms held = succession.terms(connection, realmId);
        Terms terms = request.issuer() == null ? held : held.with(Issuers.json(request));
        return new Order(
                RealmRows.of(connection, realmId).orElseThrow().position(),
                new RoleOrder.Promote(control, realm.epoch() + 1, terms, mandate.isOperator()));
    }

    /** Ends a switchover that did not happen: this region writes again. */
    void giveUp(String realmId, Standing from) {
        connections.transaction(connection -> RealmRows.endHandover(connection, realmId, from));
        changed.changed(realmId);
    }

    private SwitchoverFailed failed(String step, ReplicaState target) {
        Optional<ReplicaState> replica =
                connections.transaction(connection -> ReplicaRows.of(connection, target.realmId(), target.region()));
        String error = replica.isPresent() ? replica.get().lastError() : "the replica is gone";
        return new SwitchoverFailed(
                step,
                "region " + target.region() + " did not confirm all changes in time"
                        + (error == null ? "" : " (" + error + ")") + ": this region goes on as the primary");
    }
}
