package io.multiregion.engine.operate;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.operate.view.RealmRepresentation;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.operate.view.StalenessRepresentation;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.part.Issuer;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this region is to its realms, and how their replicas do. Works on threads without a transaction. */
public final class RealmView {

    private final String region;
    private final Connections connections;
    private final Journal journal;
    private final Clock clock;
    private final Freshness freshness;
    private final Warnings warnings;

    /**
     * @param region this region's name
     * @param freshness how fresh copies are, as this node sees them
     * @param warnings what will go wrong in this region if nobody does anything
     */
    public RealmView(
            String region,
            Connections connections,
            Journal journal,
            Clock clock,
            Freshness freshness,
            Warnings warnings) {
        this.region = region;
        this.connections = connections;
        this.journal = journal;
        this.clock = clock;
        this.freshness = freshness;
        this.warnings = warnings;
    }

    /** The answer to whoever asks about the realm. @param sight how much of what is wrong he is shown */
    public RealmRepresentation describe(String realmId, String realmName, Sight sight) {
        return connections.transaction(connection -> {
            Optional<RealmState> known = Asked.replicated(connection, realmId);
            if (known.isEmpty()) {
                return RealmRepresentation.standalone(realmName, region);
            }
            RealmState realm = known.get();
            List<ReplicaRepresentation> replicas =
                    represent(connection, realmId, ReplicaRows.of(connection, realmId), sight);
            return new RealmRepresentation(
                    realmName,
                    region,
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
                    sight.of(realm.lastError()),
                    !realm.isReadOnly(),
                    realm.isReadOnly() ? ReadOnly.of(realm).message() : null,
                    DivergenceRows.open(connection, realmId),
                    realm.changedAt().equals(Instant.EPOCH)
                            ? null
                            : realm.changedAt().toString(),
                    realm.issuer() == null ? null : Issuer.parse(realm.issuer()),
                    warnings.now(),
                    staleness(realm));
        });
    }

    private StalenessRepresentation staleness(RealmState realm) {
        return freshness.of(realm).map(StalenessRepresentation::of).orElse(null);
    }

    public List<ReplicaRepresentation> replicas(String realmId, Sight sight) {
        return connections.transaction(
                connection -> represent(connection, realmId, ReplicaRows.of(connection, realmId), sight));
    }

    public ReplicaRepresentation replica(String realmId, String region, Sight sight) {
        return connections.transaction(
                connection -> represent(connection, realmId, List.of(Asked.replica(connection, realmId, region)), sight)
                        .get(0));
    }

    /** The streams of this primary that have been stopped for long, and why: by the names of realm and region. */
    public Map<String, String> stuck() {
        long now = clock.millis();
        Map<String, String> stuck = new TreeMap<>();
        connections.run(connection -> {
            for (ReplicaState replica : ReplicaRows.all(connection)) {
                if (replica.lastError() != null && replica.lastError().isStuck(now)) {
                    String realm = RealmRows.of(connection, replica.realmId())
                            .map(RealmState::realmName)
                            .orElse(replica.realmId());
                    stuck.put(
                            realm + " to " + replica.region(),
                            replica.lastError().text());
                }
            }
        });
        return stuck;
    }

    private List<ReplicaRepresentation> represent(
            Connection connection, String realmId, List<ReplicaState> replicas, Sight sight) throws SQLException {
        long epoch = RealmRows.of(connection, realmId).map(RealmState::epoch).orElse(0L);
        List<ReplicaRepresentation> result = new ArrayList<>();
        for (ReplicaState replica : replicas) {
            Journal.Backlog backlog = journal.backlog(
                    connection, replica.realmId(), replica.acknowledged().sequence());
            result.add(new ReplicaRepresentation(
                    replica.region(),
                    replica.url().toString(),
                    replica.status().name(),
                    replica.wanted().name(),
                    replica.acknowledged().toString(),
                    backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestCommittedAt()),
                    backlog.entries(),
                    replica.copied(),
                    replica.total(),
                    replica.followed() >= epoch,
                    replica.isComparing(),
                    VerificationRows.of(connection, replica.realmId(), replica.region())
                            .map(VerificationRows.Known::progress)
                            .map(VerifyDesk::read)
                            .orElse(null),
                    sight.of(replica.lastError())));
        }
        return result;
    }
}
