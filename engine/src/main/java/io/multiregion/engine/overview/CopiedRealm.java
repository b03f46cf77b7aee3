package io.multiregion.engine.overview;

import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.overview.OverviewRepresentation.Copy;
import io.multiregion.engine.overview.OverviewRepresentation.Lag;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.vitals.Condition;
import io.multiregion.engine.vitals.Facts;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A realm that this region has a copy of: it knows itself, its primary, and of the others what that has told. */
final class CopiedRealm implements Holding {

    /** It is told every five seconds. */
    private static final long FRESH_MILLIS = 15_000;

    private final OwnRegion own;
    private final Connection connection;
    private final RealmState realm;
    private final Sight sight;
    private final Neighbours neighbours;
    private final long now;
    private boolean whole;

    CopiedRealm(OwnRegion own, Connection connection, RealmState realm, Sight sight, Neighbours neighbours, long now) {
        this.own = own;
        this.connection = connection;
        this.realm = realm;
        this.sight = sight;
        this.neighbours = neighbours;
        this.now = now;
    }

    @Override
    public List<Region> regions() throws SQLException {
        List<Region> regions = new ArrayList<>();
        regions.add(self());
        regions.add(primary());
        List<MemberRows.Told> told = MemberRows.told(connection, realm.realmId());
        for (Member member : MemberRows.of(connection, realm.realmId())) {
            if (!member.region().equals(own.region()) && !member.region().equals(realm.primaryRegion())) {
                regions.add(other(
                        member,
                        told.stream()
                                .filter(said -> said.region().equals(member.region()))
                                .findFirst()));
            }
        }
        return regions;
    }

    private Region self() throws SQLException {
        Facts facts = Facts.ofCopy(
                realm,
                StreamRows.cursor(connection, realm.realmId()),
                StreamRows.isDoubted(connection, realm.realmId()),
                now);
        whole = facts.progress() == Facts.Progress.WHOLE;
        Condition condition = Condition.of(facts);
        return new Region(
                own.region(),
                true,
                "SECONDARY",
                own.url().toString(),
                own.publicUrl().map(URI::toString).orElse(null),
                condition.name(),
                since(condition),
                new Copy(
                        realm.status().name(),
                        null,
                        realm.epoch(),
                        realm.position().toString(),
                        null,
                        null,
                        null,
                        null,
                        null),
                new Lag(heldMillisAgo(), null, null, isLevel() ? 0L : null),
                neighbours.self(),
                Shown.known(facts.silentMillis()),
                null,
                null,
                sight.of(realm.lastError()));
    }

    private String since(Condition condition) {
        return switch (condition) {
            case WAITING, STUCK ->
                realm.lastError() == null
                        ? Shown.instant(realm.heardAt().toEpochMilli())
                        : Shown.instant(realm.lastError().since());
            default -> null;
        };
    }

    private boolean isLevel() {
        return realm.heard().equals(realm.position());
    }

    private Long heldMillisAgo() {
        return Shown.known(Facts.silence(realm.levelAt().toEpochMilli(), now));
    }

    private Region primary() {
        Facts facts = Facts.ofPrimary(realm, false, now);
        Condition condition = Condition.of(facts);
        return new Region(
                realm.primaryRegion(),
                false,
                "PRIMARY",
                realm.primaryUrl().toString(),
                realm.publicUrl() == null
                        ? neighbours.publicUrl(realm.primaryRegion())
                        : realm.publicUrl().toString(),
                condition.name(),
                condition == Condition.UNKNOWN ? Shown.instant(realm.heardAt().toEpochMilli()) : null,
                new Copy("ACTIVE", null, realm.epoch(), realm.heard().toString(), null, null, null, null, null),
                null,
                neighbours.of(realm.primaryRegion()),
                Shown.known(facts.silentMillis()),
                null,
                null,
                null);
    }

    /** What its primary has told of it; that is worth nothing once it is old. */
    private Region other(Member member, Optional<MemberRows.Told> told) {
        Optional<MemberRows.Told> fresh = told.filter(said -> now - said.at() <= FRESH_MILLIS);
        return new Region(
                member.region(),
                false,
                "SECONDARY",
                member.url().toString(),
                neighbours.publicUrl(member.region()),
                fresh.map(MemberRows.Told::state).orElse(Condition.UNKNOWN.name()),
                null,
                new Copy(
                        member.status().name(),
                        null,
                        null,
                        told.map(said -> said.position().toString()).orElse(null),
                        null,
                        null,
                        null,
                        null,
                        null),
                fresh.map(said -> new Lag(said.lagMillis(), null, null, said.behind()))
                        .orElse(null),
                neighbours.of(member.region()),
                told.map(said -> Math.max(0, now - said.at())).orElse(null),
                null,
                null,
                null);
    }

    /** Of this region: it is the one that can be told to take over. */
    @Override
    public Optional<TakeOver> takeOver() {
        if (!whole) {
            return Optional.empty();
        }
        long lacks = Math.max(0, realm.heard().sequence() - realm.position().sequence());
        return Optional.of(new TakeOver(own.region(), isLevel() ? 0L : null, isLevel() ? 0L : lacks, heldMillisAgo()));
    }
}
