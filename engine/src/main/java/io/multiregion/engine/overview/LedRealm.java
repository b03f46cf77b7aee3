package io.multiregion.engine.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.chronicle.LastHour;
import io.multiregion.engine.chronicle.MinuteRows.Minute;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.chronicle.TimelineRows.Happening;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.overview.OverviewRepresentation.Copy;
import io.multiregion.engine.overview.OverviewRepresentation.LastVerify;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.vitals.Condition;
import io.multiregion.engine.vitals.Facts;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A realm that this region is the primary of: it knows all replicas itself. */
final class LedRealm implements Holding {

    private record Candidate(String region, Condition condition, Journal.Backlog backlog, long lagMillis) {}

    private final OwnRegion own;
    private final Connection connection;
    private final Journal journal;
    private final RealmState realm;
    private final Sight sight;
    private final Neighbours neighbours;
    private final long now;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Happening> noted = new HashMap<>();

    LedRealm(
            OwnRegion own,
            Connection connection,
            Journal journal,
            RealmState realm,
            Sight sight,
            Neighbours neighbours,
            long now) {
        this.own = own;
        this.connection = connection;
        this.journal = journal;
        this.realm = realm;
        this.sight = sight;
        this.neighbours = neighbours;
        this.now = now;
    }

    @Override
    public List<Region> regions() throws SQLException {
        List<Region> regions = new ArrayList<>();
        regions.add(self());
        List<Minute> minutes = LastHour.read(connection, realm.realmId(), now);
        noted.putAll(TimelineRows.last(connection, realm.realmId(), Condition.WORDS));
        for (ReplicaState replica : ReplicaRows.of(connection, realm.realmId())) {
            regions.add(region(replica, LastHour.of(minutes, replica.region(), now)));
        }
        return regions;
    }

    private Region self() {
        return new Region(
                own.region(),
                true,
                "PRIMARY",
                own.url().toString(),
                own.publicUrl().map(URI::toString).orElse(null),
                Condition.of(Facts.ofPrimary(realm, true, now)).name(),
                Shown.instant(realm.changedAt().toEpochMilli()),
                new Copy("ACTIVE", null, realm.epoch(), realm.position().toString(), null, null, null, null, null),
                null,
                neighbours.self(),
                null,
                null,
                null,
                sight.of(realm.lastError()));
    }

    private Region region(ReplicaState replica, LastHour hour) throws SQLException {
        Journal.Backlog backlog = journal.backlog(
                connection, replica.realmId(), replica.acknowledged().sequence());
        long lagMillis = backlog.age(now);
        Facts facts = Facts.ofReplica(realm, replica, lagMillis, now);
        Condition condition = Condition.of(facts);
        if (facts.progress() == Facts.Progress.WHOLE) {
            candidates.add(new Candidate(replica.region(), condition, backlog, lagMillis));
        }
        Optional<VerificationRows.Known> verification =
                VerificationRows.of(connection, replica.realmId(), replica.region());
        return new Region(
                replica.region(),
                false,
                "SECONDARY",
                replica.url().toString(),
                neighbours.publicUrl(replica.region()),
                condition.name(),
                since(replica, condition),
                Course.of(replica, facts, backlog, hour),
                Course.lag(lagMillis, backlog, hour),
                neighbours.of(replica.region()),
                Shown.known(facts.silentMillis()),
                verification
                        .map(VerificationRows.Known::progress)
                        .map(Shown::json)
                        .orElse(null),
                verification
                        .map(VerificationRows.Known::report)
                        .map(LedRealm::found)
                        .orElse(null),
                sight.of(replica.lastError()));
    }

    /** As it was noted; if it was not yet, what its rows say. */
    private String since(ReplicaState replica, Condition condition) {
        Happening last = noted.get(replica.region());
        if (last != null && last.what().equals(condition.name())) {
            return Shown.instant(last.at());
        }
        return switch (condition) {
            case WAITING, STUCK ->
                replica.lastError() == null
                        ? null
                        : Shown.instant(replica.lastError().since());
            case UNKNOWN -> Shown.instant(replica.acknowledgedAt());
            default -> null;
        };
    }

    private static LastVerify found(String report) {
        JsonNode json = Shown.json(report);
        return new LastVerify(
                json.path("at").asText(null),
                json.hasNonNull("differences") ? json.get("differences").asLong() : null);
    }

    /** One that is heard of comes before one that is not, then who lacks least. */
    @Override
    public Optional<TakeOver> takeOver() {
        return candidates.stream()
                .min(Comparator.comparing(
                                (Candidate candidate) -> candidate.condition().isReached(), Comparator.reverseOrder())
                        .thenComparing(candidate -> candidate.backlog().entries())
                        .thenComparing(Candidate::lagMillis)
                        .thenComparing(Candidate::region))
                .map(best -> new TakeOver(best.region(), best.backlog().entries(), null, best.lagMillis()));
    }
}
