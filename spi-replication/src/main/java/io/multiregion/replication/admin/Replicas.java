package io.multiregion.replication.admin;

import io.multiregion.key.RegionName;
import io.multiregion.replication.config.BaseUrl;
import io.multiregion.replication.config.Settings;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.failover.Asked;
import io.multiregion.replication.failover.Refused;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.topology.LifeRows;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.ReplicaStatus;
import io.multiregion.replication.topology.Role;
import io.multiregion.replication.topology.StreamId;
import io.multiregion.replication.trust.KnownRegion;
import io.multiregion.replication.trust.KnownRegions;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Makes replicas, sets their status, removes them. Works on threads without a transaction; every refusal is a {@link Refused}. */
public final class Replicas {

    private final Settings settings;
    private final KnownRegions trusted;
    private final Connections connections;
    private final RealmView view;
    private final Runnable changed;

    /** @param changed called after each change: what ships and what guards should look again */
    public Replicas(
            Settings settings, KnownRegions trusted, Connections connections, RealmView view, Runnable changed) {
        this.settings = settings;
        this.trusted = trusted;
        this.connections = connections;
        this.view = view;
        this.changed = changed;
    }

    /** Makes this region the primary of the realm, if it is nobody's yet, and begins a first copy to another region. */
    public ReplicaRepresentation create(String realmId, String realmName, boolean master, ReplicaRequest request) {
        URI url = checked(realmName, master, request);
        connections.transaction(connection -> {
            Optional<RealmState> known = Asked.replicated(connection, realmId);
            known.ifPresent(Asked::requirePrimary);
            if (ReplicaRows.of(connection, realmId, request.region()).isPresent()) {
                throw new Refused(
                        409,
                        "replica_exists",
                        "realm " + realmName + " has a replica in region " + request.region() + " already");
            }
            if (known.isEmpty()) {
                RealmRows.assume(
                        connection,
                        new RealmState(
                                realmId,
                                realmName,
                                Role.PRIMARY,
                                LifeRows.nextEpoch(connection, realmId),
                                ReplicaStatus.ACTIVE,
                                settings.region(),
                                settings.url(),
                                Position.START,
                                Position.START,
                                Instant.EPOCH,
                                null));
            }
            ReplicaRows.add(
                    connection,
                    realmId,
                    request.region(),
                    url,
                    request.activate() ? ReplicaStatus.ACTIVE : ReplicaStatus.INACTIVE,
                    StreamId.next());
            return null;
        });
        changed.run();
        return view.replica(realmId, request.region());
    }

    private URI checked(String realmName, boolean master, ReplicaRequest request) {
        if (master) {
            throw new Refused(
                    400,
                    "master_realm",
                    "the master realm stays in its region: replicate the realms that your users are in");
        }
        if (request == null || request.region() == null || !RegionName.isValid(request.region())) {
            throw new Refused(
                    400, "invalid_region", "name the region: lower-case letters, digits and hyphens, 63 at most");
        }
        if (request.region().equals(settings.region())) {
            throw new Refused(
                    400,
                    "same_region",
                    "realm " + realmName + " is in region " + settings.region() + " already: name another region");
        }
        if (trusted.certificate(request.region()).isEmpty()) {
            throw new Refused(400, "unknown_region", trusted.refusal(request.region()));
        }
        try {
            URI url = url(request);
            if (url.equals(settings.url())) {
                throw new Refused(
                        400, "same_region", "that is this region's own url: give the one of the other region");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "invalid_url", e.getMessage());
        }
    }

    /** The url given, or the one that the region was paired with. */
    private URI url(ReplicaRequest request) {
        if (request.url() != null) {
            return BaseUrl.parse(request.url());
        }
        return trusted.of(request.region())
                .flatMap(KnownRegion::url)
                .orElseThrow(() -> new Refused(
                        400, "invalid_url", "give the url of the region's Keycloak, like https://us.example.com"));
    }

    public ReplicaRepresentation setStatus(String realmId, String region, ReplicaRequest request) {
        ReplicaStatus wanted = wanted(request);
        connections.transaction(connection -> {
            ReplicaState replica = Asked.replica(connection, realmId, region);
            if (replica.wanted() == ReplicaStatus.DELETING) {
                throw new Refused(409, "replica_deleting", "the replica in region " + region + " is being deleted");
            }
            ReplicaRows.want(connection, realmId, region, wanted);
            return null;
        });
        changed.run();
        return view.replica(realmId, region);
    }

    private static ReplicaStatus wanted(ReplicaRequest request) {
        if (request != null && ReplicaStatus.ACTIVE.name().equals(request.status())) {
            return ReplicaStatus.ACTIVE;
        }
        if (request != null && ReplicaStatus.INACTIVE.name().equals(request.status())) {
            return ReplicaStatus.INACTIVE;
        }
        throw new Refused(400, "invalid_status", "a replica can be set to ACTIVE or INACTIVE");
    }

    /**
     * Has the copy removed in its region; it is listed as DELETING until that region has confirmed.
     *
     * @param force forget the replica without asking its region, which is gone for good; a copy that is left there stays read-only
     */
    public void delete(String realmId, String region, boolean force) {
        connections.transaction(connection -> {
            ReplicaState replica = Asked.replica(connection, realmId, region);
            // a first copy that does not get through can be given up; one that serves is taken out of service first
            if (replica.status() == ReplicaStatus.ACTIVE && replica.wanted() == ReplicaStatus.ACTIVE) {
                throw new Refused(
                        409,
                        "replica_not_inactive",
                        "the replica in region " + region + " is ACTIVE: set it INACTIVE first");
            }
            if (force) {
                ReplicaRows.forget(connection, replica);
            } else {
                ReplicaRows.want(connection, realmId, region, ReplicaStatus.DELETING);
            }
            return null;
        });
        changed.run();
    }
}
