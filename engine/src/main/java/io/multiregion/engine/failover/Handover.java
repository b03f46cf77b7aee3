package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Issuers;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.RoleChanged;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.trouble.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * The first half of a switchover: this region closes its doors, then the fence, and ships all that is left. Whatever fails here leaves
 * it the primary as before.
 */
public final class Handover {

    private static final Logger LOG = Logger.getLogger(Handover.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LAST_DRAIN = Duration.ofSeconds(2);

    private final Connections connections;
    private final Drain drain;
    private final Succession succession;
    private final RoleChanged changed;
    private final Clock clock;

    /** @param changed told the id of a realm whose standing has changed */
    public Handover(Connections connections, Drain drain, Succession succession, RoleChanged changed, Clock clock) {
        this.connections = connections;
        this.drain = drain;
        this.succession = succession;
        this.changed = changed;
        this.clock = clock;
    }

    /** To take over from the last position. */
    record Order(Primary handedOver, RoleOrder.Promote promote) {

        Position last() {
            return handedOver.position();
        }
    }

    /** Pauses writes and drains; returns the order for the target, which has all up to the last position. */
    Order handOver(RealmState realm, ReplicaState target, MoveRequest request, Mandate mandate) {
        String realmId = realm.realmId();
        Pause pause = close(realmId, primary -> primary.close(target.region(), clock.instant()));
        if (!drain.ofNow(realmId, target.region(), DRAIN)) {
            giveUp(realmId, pause);
            throw failed("drain", target);
        }
        close(realmId, primary -> primary.fence(pause));
        if (!drain.ofNow(realmId, target.region(), DRAIN)) {
            giveUp(realmId, pause);
            throw failed("drain", target);
        }
        try {
            return connections.transaction(connection -> lastDrain(connection, pause, target, request, mandate));
        } catch (RoleMovedException e) {
            giveUp(realmId, pause);
            throw moved(e);
        } catch (RuntimeException e) {
            giveUp(realmId, pause);
            throw e;
        }
    }

    private Pause close(String realmId, UnaryOperator<Primary> step) {
        try {
            Primary now = connections.transaction(connection -> RoleRows.move(connection, realmId, step));
            changed.changed(realmId);
            return now.pause();
        } catch (RoleMovedException e) {
            throw moved(e);
        }
    }

    /**
     * Holds the realm's row while the last sessions are shipped: their writers wait, and go on as a secondary's. The order gets its
     * number before anybody can see that there is one: whoever calls it off has a later number.
     */
    private Order lastDrain(
            Connection connection, Pause pause, ReplicaState target, MoveRequest request, Mandate mandate)
            throws SQLException {
        String realmId = target.realmId();
        Primary now = RoleRows.move(connection, realmId, primary -> primary.handOver(pause));
        if (!drain.ofAll(realmId, target.region(), LAST_DRAIN)) {
            throw failed("drain", target);
        }
        long control = ReplicaRows.nextControl(connection, realmId, target.region(), clock.millis());
        Terms held = succession.terms(connection, realmId);
        Terms terms = request.issuer() == null ? held : held.with(Issuers.json(request));
        return new Order(
                (Primary) RealmRows.of(connection, realmId).orElseThrow(),
                new RoleOrder.Promote(control, now.epoch() + 1, terms, mandate.isOperator()));
    }

    /** Ends a switchover whose target was not told: this region writes again, unless its role has moved. */
    private void giveUp(String realmId, Pause pause) {
        move(realmId, primary -> primary.reopen(pause));
    }

    /** Moves this region's standing by one step; false if that is refused, for the role has moved by now. */
    boolean move(String realmId, UnaryOperator<Primary> step) {
        try {
            return isMoved(connections, realmId, step);
        } finally {
            changed.changed(realmId);
        }
    }

    /** The same, and tells nobody. */
    static boolean isMoved(Connections connections, String realmId, UnaryOperator<Primary> step) {
        try {
            connections.run(connection -> RoleRows.move(connection, realmId, step));
            return true;
        } catch (RoleMovedException e) {
            LOG.debugf("%s", e.getMessage());
            return false;
        }
    }

    private static SwitchoverFailedException moved(RoleMovedException refused) {
        return new SwitchoverFailedException(
                "close",
                refused.getMessage() + ": another switchover or the role itself came in between; look at the realm's"
                        + " state, and ask again if it still is to move");
    }

    private SwitchoverFailedException failed(String step, ReplicaState target) {
        Optional<ReplicaState> replica =
                connections.transaction(connection -> ReplicaRows.of(connection, target.realmId(), target.region()));
        String error = replica.isEmpty()
                ? "the replica is gone"
                : replica.map(ReplicaState::lastError).map(Trouble::text).orElse(null);
        return new SwitchoverFailedException(
                step,
                "region " + target.region() + " did not confirm all changes in time"
                        + (error == null ? "" : " (" + error + ")") + ": this region goes on as the primary");
    }
}
