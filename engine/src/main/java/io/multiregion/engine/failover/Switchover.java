package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Eligibility;
import io.multiregion.engine.failover.rule.Issuers;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.succession.RoleChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands a realm's primary role to another region, with nothing lost: writes pause, the journal drains, the target takes over from the
 * last position. Until the target is told, any failure leaves this region the primary as before. From then on only the target knows:
 * this region takes no writes until it has heard which of the two is the primary.
 */
public final class Switchover {

    private static final Duration FOLLOW = Duration.ofSeconds(5);

    private final Connections connections;
    private final Eligibility eligibility;
    private final Handover handover;
    private final Target target;
    private final Optional<String> shared;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param changed told the id of a realm whose role or standing has changed: guards and shippers look again
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public Switchover(
            Connections connections,
            Peer peer,
            Eligibility eligibility,
            Handover handover,
            RoleChanged changed,
            Optional<String> shared,
            Clock clock) {
        this.connections = connections;
        this.eligibility = eligibility;
        this.handover = handover;
        this.shared = shared;
        this.target = new Target(connections, peer, handover, changed, clock);
    }

    private record Known(RealmState realm, List<ReplicaState> replicas) {
        ReplicaState replica(String region) {
            return replicas.stream()
                    .filter(one -> one.region().equals(region))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            404,
                            "no_replica",
                            "the realm has no replica in region " + region + " that could take over"));
        }
    }

    private Known known(String realmId) {
        return connections.transaction(connection -> {
            return new Known(Asked.movable(connection, realmId), ReplicaRows.of(connection, realmId));
        });
    }

    /** What speaks for and against each replica taking over, as those who ask may see it. */
    public List<Finding> findings(String realmId, String region, Mandate mandate) {
        Known known = known(realmId);
        requirePrimary(known.realm());
        return Rules.shown(eligibility.findings(known.realm(), known.replica(region), known.replicas()), mandate);
    }

    /** Moves the primary role to the region that the request names; asked again when it is there, it changes nothing. */
    public Moved perform(String realmId, MoveRequest request, Mandate mandate) {
        Rules.checkOverride(request, mandate);
        Issuers.check(request);
        if (request.to() == null || request.to().isBlank()) {
            throw new RefusedException(400, "invalid_region", "name the region that is to take over: {\"to\":\"us\"}");
        }
        Known known = known(realmId);
        RealmState before = known.realm();
        if (request.to().equals(before.primaryRegion()) && !(before.isPrimary() && before.isReadOnly())) {
            return moved(before, before.claim(), before.position(), null, List.of(), false);
        }
        requirePrimary(before);
        mandate.requireForShared(shared);
        ReplicaState to = known.replica(request.to());
        List<Finding> findings = eligibility.findings(before, to, known.replicas());
        Rules.check(findings, request, mandate);
        long began = System.nanoTime();
        underWay.add(realmId);
        try {
            Handover.Order order = handover.handOver(before, to, request, mandate);
            Claim now = target.promote(to, order);
            long pause = Duration.ofNanos(System.nanoTime() - began).toMillis();
            Wait.upTo(FOLLOW, () -> known(realmId).realm().isSecondary());
            return moved(before, now, order.last(), pause, Rules.overridden(findings, request), true);
        } finally {
            underWay.remove(realmId);
        }
    }

    /** Whether this node hands a realm over just now, and will itself find out what became of it. */
    boolean isUnderWay(String realmId) {
        return underWay.contains(realmId);
    }

    private static void requirePrimary(RealmState realm) {
        Asked.requirePrimary(realm);
        if (realm.isReadOnly()) {
            throw new RefusedException(
                    409,
                    "primary_not_writable",
                    "this region is " + realm.standing() + " for realm " + realm.realmName()
                            + ": wait until it takes writes, or fail over");
        }
    }

    /** Has a target that was told to take over say whether it has; empty if it can't be asked. */
    Optional<Claim> settle(Primary handedOver, ReplicaState to) {
        return target.settle(handedOver, to);
    }

    private Moved moved(
            RealmState before,
            Claim now,
            Position position,
            Long pauseMillis,
            List<String> overridden,
            boolean changed) {
        return new Moved(
                before.realmName(),
                before.primaryRegion(),
                now.region(),
                before.epoch(),
                now.epoch(),
                new Position(now.epoch(), position.sequence()).toString(),
                null,
                null,
                null,
                null,
                pauseMillis,
                overridden,
                changed);
    }
}
