package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportFailure;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.RoleChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the node that ships does about realms whose primary this region may no longer be: it asks every region that could have taken
 * over. Only when all have answered, and none knows a higher claim or has changes that this region has not, writes are taken again.
 */
public final class Confirmation {

    private static final Logger LOG = Logger.getLogger(Confirmation.class);

    /** A switchover takes seconds; one that a node has left behind is given up after this long. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    private final Connections connections;
    private final Topology topology;
    private final Peer peer;
    private final Consents consents;
    private final Switchover switchover;
    private final RoleChanged changed;
    private final Clock clock;
    private final Map<String, String> said = new HashMap<>();

    /** @param changed told the id of a realm whose standing has changed */
    public Confirmation(
            Connections connections,
            Topology topology,
            Peer peer,
            Consents consents,
            Switchover switchover,
            RoleChanged changed,
            Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.peer = peer;
        this.consents = consents;
        this.switchover = switchover;
        this.changed = changed;
        this.clock = clock;
    }

    /** Looks at all realms once. Blocks on the network; called again a second later, never by two threads at once. */
    public void look() {
        for (RealmState realm : topology.all()) {
            if (realm.isPrimary()) {
                switch (realm.standing()) {
                    case UNCONFIRMED -> confirm(realm);
                    case HANDED_OVER -> settle(realm);
                    case CLOSING, CLOSED -> giveUpAbandoned(realm);
                    case CONFIRMED -> said.remove(realm.realmId());
                }
            }
        }
    }

    private void confirm(RealmState realm) {
        List<ReplicaState> replicas =
                connections.transaction(connection -> ReplicaRows.of(connection, realm.realmId())).stream()
                        .filter(one -> one.status() == ReplicaStatus.ACTIVE || one.status() == ReplicaStatus.INACTIVE)
                        .toList();
        for (ReplicaState replica : replicas) {
            Optional<String> objection = ask(realm, replica, replicas);
            if (objection.isPresent()) {
                say(realm, objection.get());
                return;
            }
        }
        if (connections.transaction(connection -> {
            StreamRows.erred(connection, realm.realmId(), null);
            return RealmRows.move(connection, realm.realmId(), Standing.UNCONFIRMED, Standing.CONFIRMED);
        })) {
            LOG.infof(
                    "realm %s takes writes: no other region claims more than epoch %d",
                    realm.realmName(), realm.epoch());
            changed.changed(realm.realmId());
        }
    }

    /** Why a region's answer does not confirm this one; empty if it does. */
    private Optional<String> ask(RealmState realm, ReplicaState replica, List<ReplicaState> all) {
        try {
            Peer.Reply reply = peer.say(realm, replica, replica.acknowledged(), new Inquiry.Primary());
            if (reply.answer().outcome() == Answer.Outcome.REFUSED) {
                return Optional.empty();
            }
            Optional<Claim> named = reply.answer().named().map(primary -> new Claim(primary.epoch(), primary.region()));
            if (named.isEmpty()) {
                return Optional.of("region " + replica.region() + " answers "
                        + reply.answer().outcome() + ": " + reply.answer().error());
            }
            Claim theirs = named.get();
            if (theirs.outranks(realm.claim()) && !isBelieved(theirs, realm, replica, all)) {
                return Optional.empty();
            }
            if (theirs.outranks(realm.claim())) {
                return Optional.of("region " + theirs.region() + " is the primary since epoch " + theirs.epoch()
                        + ": this region will follow it");
            }
            if (theirs.equals(realm.claim()) && reply.reached().isAfter(realm.position())) {
                return Optional.of("region " + replica.region() + " has position " + reply.reached()
                        + ", this region only " + realm.position()
                        + " (restored from a backup?): fail over to region " + replica.region());
            }
            return Optional.empty();
        } catch (TransportFailure e) {
            return Optional.of("region " + replica.region() + " can't be asked who the primary is (" + e.getMessage()
                    + "): if it is gone for good, fail over to this region");
        }
    }

    /** Of itself a region says what it may; another one that is asked, too, speaks for itself. */
    private boolean isBelieved(Claim claim, RealmState realm, ReplicaState said, List<ReplicaState> all) {
        if (!claim.region().equals(said.region())
                && all.stream().anyMatch(one -> one.region().equals(claim.region()))) {
            return false;
        }
        Optional<String> refusal = consents.refusesClaim(claim, realm);
        refusal.ifPresent(why -> LOG.warnf(
                "realm %s: region %s says that region %s is the primary since epoch %d, which is not believed: %s",
                realm.realmName(), said.region(), claim.region(), claim.epoch(), why));
        return refusal.isEmpty();
    }

    private void settle(RealmState realm) {
        if (switchover.isUnderWay(realm.realmId())) {
            return;
        }
        Optional<ReplicaState> target =
                connections.transaction(connection -> ReplicaRows.of(connection, realm.realmId(), realm.handoverTo()));
        if (target.isPresent() && switchover.settle(realm, target.get()).isEmpty()) {
            say(
                    realm,
                    "region " + realm.handoverTo()
                            + " was told to take over and can't be asked whether it did: if it is"
                            + " gone for good, fail over to this region");
        }
    }

    private void giveUpAbandoned(RealmState realm) {
        if (Duration.between(realm.pausedAt(), clock.instant()).compareTo(ABANDONED) > 0
                && connections.transaction(
                        connection -> RealmRows.endHandover(connection, realm.realmId(), realm.standing()))) {
            LOG.warnf(
                    "the switchover of realm %s to %s was left behind; this region writes again",
                    realm.realmName(), realm.handoverTo());
            changed.changed(realm.realmId());
        }
    }

    private void say(RealmState realm, String error) {
        if (!error.equals(said.put(realm.realmId(), error))) {
            LOG.warnf("realm %s takes no writes: %s", realm.realmName(), error);
        }
        connections.transaction(connection -> {
            StreamRows.erred(connection, realm.realmId(), error);
            return null;
        });
    }
}
