package io.multiregion.engine.overview;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.Warnings;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.operate.view.StalenessRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Primary;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.state.ReadOnly;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.vitals.Bulletin;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One call for a whole page: a few indexed reads, and no other region is asked. Works on threads without a transaction. */
public final class Overview {

    private final OwnRegion own;
    private final Connections connections;
    private final Journal journal;
    private final Clock clock;
    private final Freshness freshness;
    private final Warnings warnings;
    private final Bulletin bulletin;

    /** @param warnings what will go wrong in this region if nobody does anything */
    public Overview(
            OwnRegion own,
            Connections connections,
            Journal journal,
            Clock clock,
            Freshness freshness,
            Warnings warnings,
            Bulletin bulletin) {
        this.own = own;
        this.connections = connections;
        this.journal = journal;
        this.clock = clock;
        this.freshness = freshness;
        this.warnings = warnings;
        this.bulletin = bulletin;
    }

    /** What is known of a realm. @param sight how much of what is wrong those who ask are shown */
    public OverviewRepresentation describe(String realmId, String realmName, Sight sight) {
        Vitals vitals = bulletin.own();
        return connections.transaction(connection -> {
            Optional<RealmState> known = Asked.replicated(connection, realmId);
            return known.isEmpty() ? alone(realmName) : describe(connection, known.get(), realmName, vitals, sight);
        });
    }

    /** What has happened, the newest first. @param of which region; null for all */
    public List<HappeningRepresentation> timeline(String realmId, String of, int most) {
        return connections.transaction(connection -> TimelineRows.newest(connection, realmId, of, most)).stream()
                .map(HappeningRepresentation::of)
                .toList();
    }

    private OverviewRepresentation describe(
            Connection connection, RealmState realm, String realmName, Vitals vitals, Sight sight) throws SQLException {
        long now = clock.millis();
        Neighbours neighbours = Neighbours.read(connection, vitals, now);
        Holding holding = realm.isPrimary()
                ? new LedRealm(own, connection, journal, realm, sight, neighbours, now)
                : new CopiedRealm(own, connection, realm, sight, neighbours, now);
        List<Region> regions = holding.regions();
        return new OverviewRepresentation(
                realmName,
                own.region(),
                realm.role().name(),
                clock.instant().toString(),
                realm.epoch(),
                realm.position().toString(),
                !realm.isReadOnly(),
                realm.isReadOnly() ? ReadOnly.of(realm).message() : null,
                primary(realm),
                regions,
                holding.takeOver().orElse(null),
                DivergenceRows.open(connection, realm.realmId()),
                Stream.concat(warnings.now().stream(), DrillsDue.warnings(connection, realm, now).stream())
                        .toList(),
                DrillRows.newest(connection, realm.realmId(), 1).stream()
                        .findFirst()
                        .map(DrillDesk::entry)
                        .orElse(null),
                staleness(realm));
    }

    private Primary primary(RealmState realm) {
        Optional<URI> publicUrl = realm.isPrimary() ? own.publicUrl() : Optional.ofNullable(realm.publicUrl());
        return new Primary(
                realm.primaryRegion(),
                realm.primaryUrl().toString(),
                publicUrl.map(URI::toString).orElse(null));
    }

    private StalenessRepresentation staleness(RealmState realm) {
        return freshness.of(realm).map(StalenessRepresentation::of).orElse(null);
    }

    private OverviewRepresentation alone(String realmName) {
        return new OverviewRepresentation(
                realmName,
                own.region(),
                "STANDALONE",
                clock.instant().toString(),
                0,
                null,
                true,
                null,
                null,
                List.of(),
                null,
                0,
                warnings.now(),
                null,
                null);
    }
}
