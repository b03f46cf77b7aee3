package io.multiregion.engine.forgotten;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.RoleChanged;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Asks the primaries of copies that hear nothing any more whether they still have a replica here. One that has none feeds the copy no more:
 * users that it has disabled since would sign in here for ever. Such a copy is {@link ReplicaStatus#FORGOTTEN} and serves no end users.
 *
 * <p>Only the primary's own, sealed answer counts. One that can't be reached says nothing: that is what the copy is for.
 */
public final class FeedCheck {

    private static final Logger LOG = Logger.getLogger(FeedCheck.class);

    /** A living primary is heard of each second. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Connections connections;
    private final Topology topology;
    private final Peer peer;
    private final RoleChanged changed;
    private final Clock clock;
    private final Map<String, Instant> asked = new HashMap<>();

    /** @param changed told the id of a realm whose copy is forgotten */
    public FeedCheck(Connections connections, Topology topology, Peer peer, RoleChanged changed, Clock clock) {
        this.connections = connections;
        this.topology = topology;
        this.peer = peer;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Looks at all copies once. Blocks on the network, once for each primary that can't be reached; called again a second later, never by
     * two threads at once.
     */
    public void look() {
        Set<String> unreachable = new HashSet<>();
        for (RealmState realm : topology.all()) {
            if (isDue(realm) && !unreachable.contains(realm.primaryRegion()) && !isAnswered(realm)) {
                unreachable.add(realm.primaryRegion());
            }
        }
        asked.keySet().removeIf(realmId -> topology.secondary(realmId).isEmpty());
    }

    private boolean isDue(RealmState realm) {
        Instant now = clock.instant();
        return realm.isSecondary()
                && (realm.status() == ReplicaStatus.ACTIVE || realm.status() == ReplicaStatus.INACTIVE)
                && Duration.between(realm.heardAt(), now).compareTo(SILENCE) > 0
                && Duration.between(asked.getOrDefault(realm.realmId(), Instant.EPOCH), now)
                                .compareTo(AGAIN)
                        > 0;
    }

    private boolean isAnswered(RealmState realm) {
        asked.put(realm.realmId(), clock.instant());
        try {
            Answer answer = peer.ask(realm.primaryRegion(), realm.primaryUrl(), realm.realmId(), new Inquiry.Primary())
                    .answer();
            if (answer.outcome() == Answer.Outcome.REFUSED) {
                forget(realm);
            }
            return true;
        } catch (TransportException e) {
            LOG.debugf("realm %s: %s", realm.realmName(), e.getMessage());
            return false;
        }
    }

    private void forget(RealmState realm) {
        boolean forgotten = connections.transaction(connection -> {
            if (RoleRows.lock(connection, realm.realmId())
                    .filter(now -> now.isSecondary() && now.claim().equals(realm.claim()))
                    .filter(now ->
                            now.stream().equals(realm.stream()) && now.heardAt().equals(realm.heardAt()))
                    .isEmpty()) {
                return false;
            }
            RealmRows.setStatus(connection, realm.realmId(), ReplicaStatus.FORGOTTEN);
            StreamRows.erred(connection, realm, Trouble.of(Remedy.CHANGE_IN_COPY, whatToDo(realm)), clock.millis());
            return true;
        });
        if (forgotten) {
            LOG.warnf("the copy of realm %s serves no end users any more: %s", realm.realmName(), whatToDo(realm));
            changed.changed(realm.realmId());
        }
    }

    private static String whatToDo(RealmState realm) {
        return "region " + realm.primaryRegion() + " has no replica of this realm here any more. Remove this copy"
                + " (DELETE /admin/realms/" + realm.realmName()
                + "/multi-region/copy in this region), or create the replica"
                + " there again; if region " + realm.primaryRegion() + " has lost the realm, fail over to this region";
    }
}
