package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.succession.RoleChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The second half of a switchover: what is asked of the region that is to take over, and told to it. From the moment it was told, only
 * that region knows which of the two is the primary.
 */
final class Target {

    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Connections connections;
    private final Peer peer;
    private final Handover handover;
    private final RoleChanged changed;
    private final Clock clock;

    /** @param changed told the id of a realm whose role has changed */
    Target(Connections connections, Peer peer, Handover handover, RoleChanged changed, Clock clock) {
        this.connections = connections;
        this.peer = peer;
        this.handover = handover;
        this.changed = changed;
        this.clock = clock;
    }

    /** Tells the target to take over. Returns whose the role is, once that is known. */
    Claim promote(ReplicaState target, Handover.Order order) {
        Primary handedOver = order.handedOver();
        String failure;
        try {
            Peer.Reply reply = peer.say(handedOver, target, order.last(), order.promote());
            Answer answer = reply.answer();
            if (answer instanceof Answer.Known) {
                changed.changed(handedOver.realmId());
                return reply.claim().orElseThrow();
            }
            failure = answer.outcome() + ": " + answer.error();
        } catch (TransportException e) {
            failure = e.getMessage();
        }
        Optional<Claim> found = Wait.result(SETTLE, () -> settle(handedOver, target));
        if (found.isPresent() && found.get().epoch() > handedOver.epoch()) {
            return found.get();
        }
        throw new SwitchoverFailedException(
                "promote",
                failure
                        + (found.isEmpty()
                                ? "; region " + target.region()
                                        + " may have taken over: this region takes no writes until"
                                        + " it can be reached again. If it is gone for good, fail over to this region"
                                : "; this region goes on as the primary"));
    }

    /**
     * After a target was told to take over and did not answer: has it say which of the two is the primary, and makes sure that it
     * does not take over later. Returns whom it names; empty if it can't be reached. Where the new primary has come forward
     * meanwhile, or another node has settled it, this region knows by itself.
     */
    Optional<Claim> settle(Primary handedOver, ReplicaState target) {
        String realmId = handedOver.realmId();
        try {
            RealmState now = connections.transaction(
                    connection -> RealmRows.of(connection, realmId).orElseThrow());
            if (!(now instanceof Primary primary && primary.isHandedOver(handedOver.pause()))) {
                return Optional.of(now.claim());
            }
            long control = connections.transaction(
                    connection -> ReplicaRows.nextControl(connection, realmId, target.region(), clock.millis()));
            Optional<Claim> named = peer.say(handedOver, target, target.acknowledged(), new RoleOrder.Cancel(control))
                    .claim();
            named.ifPresent(theirs -> handover.move(realmId, asking -> asking.settle(handedOver.pause(), theirs)));
            return named;
        } catch (TransportException | RoleMovedException e) {
            return Optional.empty();
        }
    }
}
