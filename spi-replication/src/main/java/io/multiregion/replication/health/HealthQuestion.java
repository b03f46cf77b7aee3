package io.multiregion.replication.health;

import io.multiregion.engine.stale.Staleness;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.replication.start.MultiRegion;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What load balancers and name servers ask about a realm in a region. Asks nothing of the database: it is asked every second. */
public enum HealthQuestion {
    /** Does this region hold the realm's primary role, and may it write? */
    PRIMARY {
        @Override
        Optional<String> against(RealmState realm, Optional<Staleness> stale) {
            if (!realm.isPrimary()) {
                return Optional.of("the primary is " + realm.primaryRegion());
            }
            return switch (realm.standing()) {
                case CONFIRMED -> Optional.empty();
                case UNCONFIRMED ->
                    Optional.of("this region was away and has not compared epochs with the other regions yet");
                case CLOSING, CLOSED, HANDED_OVER ->
                    Optional.of("a switchover to region " + realm.handoverTo() + " is under way");
            };
        }
    },
    /** May end users be served here? */
    ACTIVE {
        @Override
        Optional<String> against(RealmState realm, Optional<Staleness> stale) {
            if (realm.isSecondary() && realm.status() != ReplicaStatus.ACTIVE) {
                return Optional.of("this region's copy is " + realm.status());
            }
            return stale.filter(Staleness::refuses).map(found -> found.said(realm.primaryRegion()));
        }
    };

    /** A node that has not read its database for so long can't serve, and does not know who is primary. */
    private static final Duration OUTDATED = Duration.ofSeconds(10);

    private static final String LEAVING = "this server is about to stop";

    abstract Optional<String> against(RealmState realm, Optional<Staleness> stale);

    /**
     * Why the answer of a server is no; empty if it is yes.
     *
     * @param realm the realm's state, empty if it is not replicated
     */
    public Optional<String> refusal(MultiRegion server, Optional<RealmState> realm, String realmId) {
        return server.isLeaving()
                ? Optional.of(LEAVING)
                : refusal(realm, server.freshness()::of, server.topology().age())
                        .or(() -> server.atRest().dataKeys().refusal(realmId));
    }

    /**
     * Why the answer is no; empty if it is yes. A realm that is not replicated is this region's own, so it is yes to all.
     *
     * @param realm the realm's state, empty if it is not replicated
     * @param freshness how fresh a copy is, empty for all else
     * @param age how long ago this node last read the states
     */
    Optional<String> refusal(
            Optional<RealmState> realm, Function<RealmState, Optional<Staleness>> freshness, Duration age) {
        if (age.compareTo(OUTDATED) > 0) {
            return Optional.of("this node has not reached its database for " + age.toSeconds() + " s");
        }
        return realm.flatMap(state -> against(state, freshness.apply(state)));
    }
}
