package io.multiregion.replication.admin;

import io.multiregion.key.RegionName;
import io.multiregion.key.TrustedRegions;
import io.multiregion.replication.config.BaseUrl;
import io.multiregion.replication.config.Settings;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.divergence.DivergenceRows;
import io.multiregion.replication.failover.Refused;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.topology.Issuer;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.ReplicaStatus;
import io.multiregion.replication.topology.Role;
import io.multiregion.replication.topology.Topology;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an operator may ask of a realm's replication. Works on threads without a transaction; every refusal is a {@link Refused}.
 */
public final class Replication {

    private static final Duration VERIFY_TIMEOUT = Duration.ofSeconds(120);
    private static final long VERIFY_POLL_MILLIS = 50;

    private final Settings settings;
    private final TrustedRegions trusted;
    private final Connections connections;
    private final Journal journal;
    private final Topology topology;
    private final Runnable changed;
    private final Consumer<String> committed;
    private final Clock clock;

    /**
     * @param changed called after each change: what ships and what guards should look again
     * @param committed told the id of a realm of which there is something to ship
     */
    public Replication(
            Settings settings,
            TrustedRegions trusted,
            Connections connections,
            Journal journal,
            Topology topology,
            Runnable changed,
            Consumer<String> committed,
            Clock clock) {
        this.settings = settings;
        this.trusted = trusted;
        this.connections = connections;
        this.journal = journal;
        this.topology = topology;
        this.changed = changed;
        this.committed = committed;
        this.clock = clock;
    }

    public RealmRepresentation describe(String realmId, String realmName) {
        return connections.transaction(connection -> {
            Optional<RealmState> known = replicated(connection, realmId);
            if (known.isEmpty()) {
                return RealmRepresentation.standalone(realmName, settings.region());
            }
            RealmState realm = known.get();
            List<ReplicaRepresentation> replicas = represent(connection, ReplicaRows.of(connection, realmId));
            return new RealmRepresentation(
                    realmName,
                    settings.region(),
                    realm.role().name(),
                    realm.epoch(),
                    realm.position().toString(),
                    realm.status().name(),
                    new RealmRepresentation.Primary(
                            realm.primaryRegion(), realm.primaryUrl().toString()),
                    replicas.stream()
                            .mapToLong(ReplicaRepresentation::lagResources)
                            .max()
                            .orElse(0),
                    realm.isSecondary() && realm.levelAt().isAfter(Instant.EPOCH)
                            ? Math.max(0, clock.millis() - realm.levelAt().toEpochMilli())
                            : null,
                    replicas,
                    realm.lastError(),
                    !realm.isReadOnly(),
                    realm.isReadOnly() ? new ReadOnlyRegionException(realm).getMessage() : null,
                    DivergenceRows.open(connection, realmId),
                    realm.changedAt().equals(Instant.EPOCH)
                            ? null
                            : realm.changedAt().toString(),
                    realm.issuer() == null ? null : Issuer.parse(realm.issuer()));
        });
    }

    public List<ReplicaRepresentation> replicas(String realmId) {
        return connections.transaction(connection -> represent(connection, ReplicaRows.of(connection, realmId)));
    }

    public ReplicaRepresentation replica(String realmId, String region) {
        return connections.transaction(connection -> represent(connection, List.of(known(connection, realmId, region)))
                .get(0));
    }

    /** Makes this region the primary of the realm, if it is nobody's yet, and begins a first copy to another region. */
    public ReplicaRepresentation create(String realmId, String realmName, boolean master, ReplicaRequest request) {
        URI url = checked(realmName, master, request);
        connections.transaction(connection -> {
            Optional<RealmState> known = replicated(connection, realmId);
            known.ifPresent(Replication::requirePrimary);
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
                                1,
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
                    request.activate() ? ReplicaStatus.ACTIVE : ReplicaStatus.INACTIVE);
            return null;
        });
        look();
        return replica(realmId, request.region());
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
            throw new Refused(
                    400,
                    "unknown_region",
                    "region " + request.region() + " is not known here: put its valid certificate as "
                            + request.region() + ".pem into the trust directory");
        }
        if (request.url() == null) {
            throw new Refused(400, "invalid_url", "give the url of the region's Keycloak, like https://us.example.com");
        }
        try {
            URI url = BaseUrl.parse(request.url());
            if (url.equals(settings.url())) {
                throw new Refused(
                        400, "same_region", "that is this region's own url: give the one of the other region");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new Refused(400, "invalid_url", e.getMessage());
        }
    }

    public ReplicaRepresentation setStatus(String realmId, String region, ReplicaRequest request) {
        ReplicaStatus wanted = wanted(request);
        connections.transaction(connection -> {
            ReplicaState replica = known(connection, realmId, region);
            if (replica.wanted() == ReplicaStatus.DELETING) {
                throw new Refused(409, "replica_deleting", "the replica in region " + region + " is being deleted");
            }
            ReplicaRows.want(connection, realmId, region, wanted);
            return null;
        });
        look();
        return replica(realmId, region);
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
            ReplicaState replica = known(connection, realmId, region);
            // a first copy that does not get through can be given up; one that serves is taken out of service first
            if (replica.status() == ReplicaStatus.ACTIVE && replica.wanted() == ReplicaStatus.ACTIVE) {
                throw new Refused(
                        409,
                        "replica_not_inactive",
                        "the replica in region " + region + " is ACTIVE: set it INACTIVE first");
            }
            if (force) {
                ReplicaRows.forget(connection, realmId, region);
            } else {
                ReplicaRows.want(connection, realmId, region, ReplicaStatus.DELETING);
            }
            return null;
        });
        look();
    }

    /**
     * Compares the realm's rows here and in its replicas, each at one position, and returns the reports as JSON. Waits up to two
     * minutes for the shipping node to do it.
     *
     * @param repair whether what differs is shipped again; it takes the primary's rows
     */
    public List<String> verify(String realmId, boolean repair) {
        List<ReplicaState> replicas = connections.transaction(connection -> {
            requirePrimary(replicated(connection, realmId)
                    .orElseThrow(() -> new Refused(409, "not_replicated", "the realm has no replica to compare with")));
            return ReplicaRows.of(connection, realmId);
        });
        String id = ask(realmId, replicas, repair);
        long until = System.nanoTime() + VERIFY_TIMEOUT.toNanos();
        return replicas.stream()
                .map(replica -> await(
                        () -> connections.transaction(
                                connection -> ReplicaRows.verifyReport(connection, realmId, replica.region(), id)),
                        until,
                        () -> replica(realmId, replica.region())))
                .toList();
    }

    private String ask(String realmId, List<ReplicaState> replicas, boolean repair) {
        String random = UUID.randomUUID().toString();
        String id = repair ? ReplicaState.REPAIR + random.substring(ReplicaState.REPAIR.length()) : random;
        connections.transaction(connection -> {
            for (ReplicaState replica : replicas) {
                ReplicaRows.askVerify(connection, realmId, replica.region(), id);
            }
            return null;
        });
        look();
        return id;
    }

    /** Has the replicas of a realm compared and repaired some time soon; does not wait. */
    public void suspect(String realmId) {
        ask(realmId, connections.transaction(connection -> ReplicaRows.of(connection, realmId)), true);
    }

    private static String await(
            Supplier<Optional<String>> report, long until, Supplier<ReplicaRepresentation> replica) {
        Optional<String> found = report.get();
        while (found.isEmpty()) {
            if (System.nanoTime() > until) {
                ReplicaRepresentation late = replica.get();
                throw new Refused(
                        504,
                        "verify_timeout",
                        "region " + late.region() + " (" + late.status() + ") was not compared in "
                                + VERIFY_TIMEOUT.toSeconds() + " s: " + late.lastError());
            }
            try {
                Thread.sleep(VERIFY_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refused(503, "interrupted", "the server is stopping: ask again later");
            }
            found = report.get();
        }
        return found.get();
    }

    /** Has what was committed just now shipped at once. */
    void wake(String realmId) {
        committed.accept(realmId);
    }

    private void look() {
        topology.refresh();
        changed.run();
    }

    private static Optional<RealmState> replicated(Connection connection, String realmId) throws SQLException {
        return RealmRows.of(connection, realmId).filter(realm -> realm.role() != Role.STANDALONE);
    }

    private static void requirePrimary(RealmState realm) {
        if (!realm.isPrimary()) {
            throw new Refused(
                    409,
                    "not_primary",
                    "realm " + realm.realmName() + " is a replica here: ask its primary at " + realm.primaryUrl());
        }
    }

    private static ReplicaState known(Connection connection, String realmId, String region) throws SQLException {
        return ReplicaRows.of(connection, realmId, region)
                .orElseThrow(() -> new Refused(404, "no_replica", "the realm has no replica in region " + region));
    }

    private List<ReplicaRepresentation> represent(Connection connection, List<ReplicaState> replicas)
            throws SQLException {
        List<ReplicaRepresentation> result = new ArrayList<>();
        for (ReplicaState replica : replicas) {
            Journal.Backlog backlog = journal.backlog(
                    connection, replica.realmId(), replica.acknowledged().sequence());
            result.add(new ReplicaRepresentation(
                    replica.region(),
                    replica.url().toString(),
                    replica.status().name(),
                    replica.acknowledged().toString(),
                    backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestCommittedAt()),
                    backlog.entries(),
                    replica.copied(),
                    replica.total(),
                    replica.followed()
                            >= RealmRows.of(connection, replica.realmId())
                                    .map(RealmState::epoch)
                                    .orElse(0L),
                    replica.lastError()));
        }
        return result;
    }
}
