package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.RoleChanged;
import io.multiregion.engine.succession.Survey;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.work.OncePerRealm;
import io.multiregion.engine.work.RegionCrews;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What the node that ships does about realms whose primary this region may no longer be: it asks every region that could have taken
 * over. Only when all have answered, and none knows a higher claim or has changes that this region has not, writes are taken again.
 */
public final class Confirmation {

    private static final Logger LOG = Logger.getLogger(Confirmation.class);

    /** A switchover takes seconds; one that a node has left behind is given up after this long. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    /** Whoever was asked longer ago may have taken over since. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** That a region was found silent for so long counts for all who wanted to ask it meanwhile. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /**
     * Whom it asks.
     *
     * @param consents whose claims are believed
     * @param crews asks each region on threads of its own
     */
    public record Others(Peer peer, Consents consents, RegionCrews crews) {}

    private final Connections connections;
    private final Topology topology;
    private final Others others;
    private final Switchover switchover;
    private final RoleChanged changed;
    private final Clock clock;
    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final OncePerRealm asking;
    private final Map<String, Silence> silent = new ConcurrentHashMap<>();

    private record Silence(long since, String why) {}

    /** @param changed told the id of a realm whose standing has changed */
    public Confirmation(
            Connections connections,
            Topology topology,
            Others others,
            Switchover switchover,
            RoleChanged changed,
            Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.others = others;
        this.asking = new OncePerRealm(others.crews());
        this.switchover = switchover;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Looks at all realms once, and has the other regions asked about those that are in doubt: about many at a time, and each region on
     * threads of its own. Does not wait for answers. Called again a second later.
     */
    public void look() {
        for (RealmState realm : topology.all()) {
            if (realm instanceof Primary primary) {
                switch (primary.standing()) {
                    case UNCONFIRMED -> confirm(primary);
                    case HANDED_OVER -> settle(primary);
                    case CLOSING, CLOSED -> giveUpAbandoned(primary);
                    case CONFIRMED -> said.remove(realm.realmId());
                }
            }
        }
    }

    private void confirm(Primary realm) {
        if (asking.isUnderWay(realm.realmId())) {
            return;
        }
        List<ReplicaState> replicas =
                connections.transaction(connection -> ReplicaRows.of(connection, realm.realmId())).stream()
                        .filter(Confirmation::mayHaveTakenOver)
                        .toList();
        Survey survey = new Survey(
                realm, replicas.stream().map(ReplicaState::region).collect(Collectors.toSet()), others.consents());
        next(realm, survey, replicas.iterator(), System.nanoTime());
    }

    /** Asks the next region, and the ones after it, until one objects. What was said too long ago is asked again. */
    private void next(Primary realm, Survey survey, Iterator<ReplicaState> left, long begunAt) {
        if (System.nanoTime() - begunAt > FRESH.toNanos()) {
            return;
        }
        if (!left.hasNext()) {
            accept(realm);
            return;
        }
        ReplicaState replica = left.next();
        long wantedAt = System.nanoTime();
        asking.begin(
                realm.realmId(),
                replica.region(),
                () -> isSaidBy(realm, replica, survey, wantedAt),
                () -> next(realm, survey, left, begunAt));
    }

    private boolean isSaidBy(Primary realm, ReplicaState replica, Survey survey, long wantedAt) {
        Optional<String> objection = silence(replica.region(), wantedAt).or(() -> ask(realm, replica, survey));
        objection.ifPresent(why -> say(realm, why));
        return objection.isEmpty();
    }

    private void accept(Primary realm) {
        if (Handover.isMoved(connections, realm.realmId(), primary -> primary.confirm(realm.claim()))) {
            connections.run(connection -> StreamRows.calm(connection, realm.realmId()));
            LOG.infof(
                    "realm %s takes writes: no other region claims more than epoch %d",
                    realm.realmName(), realm.epoch());
            changed.changed(realm.realmId());
        }
    }

    /** What a region was found to be while somebody waited to ask it, so that nobody waits for it a thousand times. */
    private Optional<String> silence(String region, long wantedAt) {
        return Optional.ofNullable(silent.get(region))
                .filter(silence -> silence.since() - wantedAt > 0)
                .map(Silence::why);
    }

    /** One whose copy is whole may be active by now: the answer that said so may be lost. */
    private static boolean mayHaveTakenOver(ReplicaState replica) {
        return switch (replica.status()) {
            case ACTIVE, INACTIVE -> true;
            case CREATING -> Batch.mayBeWhole(replica.copyCursor());
            case DELETING, FORGOTTEN -> false;
        };
    }

    /** Why a region's answer does not confirm this one; empty if it does. */
    private Optional<String> ask(Primary realm, ReplicaState replica, Survey survey) {
        long askedAt = System.nanoTime();
        try {
            Peer.Reply reply = others.peer().say(realm, replica, replica.acknowledged(), new Inquiry.Primary());
            if (reply.answer().outcome() == Answer.Outcome.REFUSED) {
                return Optional.empty();
            }
            Optional<Claim> named = reply.claim();
            if (named.isEmpty()) {
                return Optional.of("region " + replica.region() + " answers "
                        + reply.answer().outcome() + ": " + reply.answer().error());
            }
            Claim theirs = named.get();
            survey.disbelief(replica.region(), theirs)
                    .ifPresent(why -> LOG.warnf(
                            "realm %s: region %s says that region %s is the primary since epoch %d, which is not believed: %s",
                            realm.realmName(), replica.region(), theirs.region(), theirs.epoch(), why));
            return survey.objection(replica.region(), theirs, reply.reached());
        } catch (TransportException e) {
            String why = "region " + replica.region() + " can't be asked who the primary is (" + e.getMessage()
                    + "): if it is gone for good, fail over to this region";
            if (System.nanoTime() - askedAt >= SILENCE.toNanos()) {
                silent.put(replica.region(), new Silence(System.nanoTime(), why));
            }
            return Optional.of(why);
        }
    }

    private void settle(Primary realm) {
        if (!switchover.isUnderWay(realm.realmId())) {
            asking.begin(realm.realmId(), realm.handoverTo(), () -> settleNow(realm), () -> {});
        }
    }

    private boolean settleNow(Primary realm) {
        Optional<ReplicaState> target =
                connections.transaction(connection -> ReplicaRows.of(connection, realm.realmId(), realm.handoverTo()));
        if (target.isPresent() && switchover.settle(realm, target.get()).isEmpty()) {
            say(
                    realm,
                    "region " + realm.handoverTo()
                            + " was told to take over and can't be asked whether it did: if it is"
                            + " gone for good, fail over to this region");
        }
        return false;
    }

    private void giveUpAbandoned(Primary realm) {
        if (Duration.between(realm.pause().at(), clock.instant()).compareTo(ABANDONED) > 0
                && Handover.isMoved(connections, realm.realmId(), primary -> primary.reopen(realm.pause()))) {
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
        connections.run(
                connection -> StreamRows.erred(connection, realm, Trouble.of(Remedy.PASSES, error), clock.millis()));
    }
}
