package io.multiregion.engine.operate;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.Label;
import io.multiregion.engine.state.store.LifeRows;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.succession.Dismissal;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.key.trust.RegionName;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Makes replicas, sets their status, removes them. Works on threads without a transaction; every refusal is a {@link RefusedException}. */
public final class Replicas {

    private static final Duration CONFIRMED = Duration.ofSeconds(5);

    private final OwnRegion own;
    private final KnownRegions trusted;
    private final TrafficSwitch traffic;
    private final Connections connections;
    private final RealmView view;
    private final ReplicasChanged changed;
    private final BiConsumer<String, String> again;

    /** @param changed called after each change: what ships and guards should look again @param again ends the wait after a failure */
    public Replicas(
            OwnRegion own,
            KnownRegions trusted,
            TrafficSwitch traffic,
            Connections connections,
            RealmView view,
            ReplicasChanged changed,
            BiConsumer<String, String> again) {
        this.own = own;
        this.trusted = trusted;
        this.traffic = traffic;
        this.connections = connections;
        this.view = view;
        this.changed = changed;
        this.again = again;
    }

    /** Makes this region the primary of the realm, if it is nobody's yet, and begins a first copy to another region. */
    public ReplicaRepresentation create(
            String realmId, String realmName, boolean master, ReplicaRequest request, Mandate mandate) {
        URI url = checked(realmName, master, request, mandate);
        connections.run(connection -> {
            Optional<RealmState> known = Asked.replicated(connection, realmId);
            known.ifPresent(Asked::requirePrimary);
            Asked.requireNone(connection, realmId, realmName, request.region());
            if (known.isEmpty()) {
                becomePrimary(connection, realmId, realmName, label(connection, realmId, realmName, mandate));
            }
            ReplicaRows.add(
                    connection,
                    realmId,
                    request.region(),
                    url,
                    request.activate() ? ReplicaStatus.ACTIVE : ReplicaStatus.INACTIVE,
                    StreamId.next());
        });
        changed.changed();
        return view.replica(realmId, request.region(), Sight.LEAST);
    }

    private void becomePrimary(Connection connection, String realmId, String realmName, String label)
            throws SQLException {
        RealmRows.assume(
                connection,
                new Primary(
                        Realm.named(realmId, realmName, label),
                        new Claim(LifeRows.nextEpoch(connection, realmId), own.region()),
                        own.url(),
                        Course.at(Position.START)));
        ModelRows.begin(connection, realmId);
    }

    /** Who may name a realm may not choose a name for users by it: without an operator's word the realm has no label. */
    private String label(Connection connection, String realmId, String realmName, Mandate mandate) throws SQLException {
        if (traffic.usesLabels()) {
            mandate.requireOperator(
                    "the first replica of a realm fixes its label, which is its name in DNS, so it is made");
        }
        if (!mandate.isOperator()) {
            return null;
        }
        String label = Label.of(realmName);
        Optional<String> other = Label.takenBy(connection, label, realmId);
        if (other.isPresent()) {
            throw new RefusedException(
                    409,
                    "label_taken",
                    "the label " + label + " has been that of realm " + other.get() + " since its replication began:"
                            + " rename realm " + realmName + " first, or delete the replicas of the other one");
        }
        return label;
    }

    /** Where the region of a replica is reached. @throws RefusedException if a replica like this can't be asked for */
    public URI checked(String realmName, boolean master, ReplicaRequest request, Mandate mandate) {
        if (master) {
            throw new RefusedException(
                    400,
                    "master_realm",
                    "the master realm stays in its region: replicate the realms that your users are in");
        }
        if (request == null || request.region() == null || !RegionName.isValid(request.region())) {
            throw new RefusedException(
                    400, "invalid_region", "name the region: lower-case letters, digits and hyphens, 63 at most");
        }
        if (request.region().equals(own.region())) {
            throw new RefusedException(
                    400,
                    "same_region",
                    "realm " + realmName + " is in region " + own.region() + " already: name another region");
        }
        if (trusted.certificate(request.region()).isEmpty()) {
            throw new RefusedException(400, "unknown_region", trusted.refusal(request.region()));
        }
        try {
            URI url = url(request, mandate);
            if (url.equals(own.url())) {
                throw new RefusedException(
                        400, "same_region", "that is this region's own url: give the one of the other region");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, "invalid_url", e.getMessage());
        }
    }

    /** The url that the region was paired with; another one if an operator says so. */
    private URI url(ReplicaRequest request, Mandate mandate) {
        Optional<URI> paired = trusted.of(request.region()).flatMap(KnownRegion::url);
        if (request.url() != null) {
            URI url = BaseUrl.ofRegion(request.url(), own.allowHttp());
            if (!paired.equals(Optional.of(url))) {
                mandate.requireOperator("a url that region " + request.region() + " was not paired with is given");
            }
            return url;
        }
        if (paired.isEmpty()) {
            mandate.requireOperator("region " + request.region() + " was not paired with a url, so one is given");
        }
        return paired.orElseThrow(() -> new RefusedException(
                400, "invalid_url", "give the url of the region's Keycloak, like https://us.example.com"));
    }

    /**
     * Has the replica take a status. Its region has to confirm it: waits for that for some seconds, unless a first copy is under way.
     * What is returned says which status it has, and which one it is to have.
     */
    public ReplicaRepresentation setStatus(String realmId, String region, ReplicaRequest request) {
        ReplicaStatus wanted = wanted(request);
        connections.run(connection -> {
            ReplicaState replica = Asked.replica(connection, realmId, region);
            if (replica.wanted() == ReplicaStatus.DELETING) {
                throw new RefusedException(
                        409, "replica_deleting", "the replica in region " + region + " is being deleted");
            }
            ReplicaRows.want(connection, realmId, region, wanted);
        });
        changed.changed();
        Wait.upTo(CONFIRMED, () -> isSettled(realmId, region, wanted));
        return view.replica(realmId, region, Sight.LEAST);
    }

    /** What failed is tried again at once. */
    public void tryAgain(String realmId, String region) {
        connections.transaction(connection -> Asked.replica(connection, realmId, region));
        again.accept(realmId, region);
    }

    /** Whether there is nothing to wait for. */
    private boolean isSettled(String realmId, String region, ReplicaStatus wanted) {
        return connections
                .transaction(connection -> ReplicaRows.of(connection, realmId, region))
                .filter(replica -> replica.status() != wanted)
                .filter(replica -> replica.status() != ReplicaStatus.CREATING)
                .isEmpty();
    }

    private static ReplicaStatus wanted(ReplicaRequest request) {
        if (request != null && ReplicaStatus.ACTIVE.name().equals(request.status())) {
            return ReplicaStatus.ACTIVE;
        }
        if (request != null && ReplicaStatus.INACTIVE.name().equals(request.status())) {
            return ReplicaStatus.INACTIVE;
        }
        throw new RefusedException(400, "invalid_status", "a replica can be set to ACTIVE or INACTIVE");
    }

    /**
     * Has the copy removed in its region; it is listed as DELETING until that region has confirmed.
     *
     * @param force forget the replica without asking its region, which is gone for good; a copy that is left there stays read-only
     */
    public void delete(String realmId, String region, boolean force, Mandate mandate) {
        if (force) {
            mandate.requireOperator("a replica is forgotten, with a copy left where it is,");
        }
        connections.run(connection -> {
            ReplicaState replica = Asked.replica(connection, realmId, region);
            // a first copy that does not get through can be given up; one that serves is taken out of service first
            if (replica.status() == ReplicaStatus.ACTIVE && replica.wanted() == ReplicaStatus.ACTIVE) {
                throw new RefusedException(
                        409,
                        "replica_not_inactive",
                        "the replica in region " + region + " is ACTIVE: set it INACTIVE first");
            }
            if (force) {
                Dismissal.of(connection, replica);
            } else {
                ReplicaRows.want(connection, realmId, region, ReplicaStatus.DELETING);
            }
        });
        changed.changed();
    }
}
