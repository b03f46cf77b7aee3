package io.multiregion.engine.succession;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.EpochRows;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes what this region is to a realm. Methods work in the caller's transaction, which holds the realm's lock ({@link
 * RoleRows#lock}): no write is between the old role and the new one.
 */
public final class Succession {

    private final String region;
    private final URI url;
    private final Divergences divergences;
    private final Journal journal;
    private final Consents consents;
    private final Clock clock;

    /**
     * @param region this region's name
     * @param url its base URL, as peers reach it
     * @param journal of this region
     * @param consents whom this region lets lead
     */
    public Succession(
            String region, URI url, Divergences divergences, Journal journal, Consents consents, Clock clock) {
        this.region = region;
        this.url = url;
        this.divergences = divergences;
        this.journal = journal;
        this.consents = consents;
        this.clock = clock;
    }

    /** Makes this region the primary at an epoch. All others that hold the realm are its replicas; each is yet to confirm that. */
    public RealmState lead(Connection connection, RealmState realm, long epoch) throws SQLException {
        RoleRows.lead(connection, realm.lead(new Claim(epoch, region), url, clock.instant()));
        EpochRows.begin(
                connection,
                realm.realmId(),
                new EpochRows.Epoch(epoch, region, realm.position().sequence()));
        if (realm.isSecondary()) {
            ReplicaRows.forget(connection, realm.realmId());
            for (Member member : MemberRows.of(connection, realm.realmId())) {
                ReplicaRows.adopt(connection, realm.realmId(), member, StreamId.next());
            }
            MemberRows.forget(connection, realm.realmId());
            PartRows.forget(connection, realm.realmId());
            DeposedRows.forget(connection, realm.realmId());
            journal.append(
                    connection, realm.realmId(), epoch, Returns.take(connection, realm.realmId()), clock.millis());
        }
        return RealmRows.of(connection, realm.realmId()).orElseThrow();
    }

    /**
     * Makes this region a secondary of another one. What it has past the position where that one took over is kept as divergences.
     *
     * @param stream the id of the stream from that region
     */
    public void follow(Connection connection, RealmState realm, Claim claim, String stream, RoleOrder.Follow order)
            throws SQLException {
        Terms terms = order.terms();
        long sequence = EpochRows.common(EpochRows.of(connection, realm.realmId()), reigns(terms));
        divergences.depose(connection, realm, sequence);
        Secondary next = realm.follow(
                claim, URI.create(terms.primaryUrl()), ownStatus(realm, terms), sequence, stream, clock.instant());
        RoleRows.follow(connection, realm, next, order.control());
        ReplicaRows.forget(connection, realm.realmId());
        Returns.again(connection, realm.realmId());
        hold(connection, realm.realmId(), terms);
    }

    private ReplicaStatus ownStatus(RealmState realm, Terms terms) {
        return terms.holders().stream()
                .filter(holder -> holder.region().equals(region))
                .map(holder -> ReplicaStatus.valueOf(holder.status()))
                .findFirst()
                .orElse(realm.status());
    }

    /** On a secondary: notes how the primary says the realm is held. */
    public void hold(Connection connection, String realmId, Terms terms) throws SQLException {
        List<Member> others = new ArrayList<>();
        for (Terms.Holder holder : terms.holders()) {
            if (holder.region().equals(region)) {
                StreamRows.setMayLead(connection, realmId, holder.mayBecomePrimary());
            } else {
                others.add(
                        new Member(holder.region(), URI.create(holder.url()), ReplicaStatus.valueOf(holder.status())));
            }
        }
        MemberRows.replace(connection, realmId, others);
        EpochRows.replace(connection, realmId, reigns(terms));
        RealmRows.setIssuer(connection, realmId, terms.issuer().orElse(null));
    }

    /** On a secondary: the copy goes on from a copy cursor, over what is there. */
    public void recopy(Connection connection, String realmId, String cursor) throws SQLException {
        StreamRows.recopy(connection, realmId, cursor);
        RealmRows.setStatus(connection, realmId, ReplicaStatus.CREATING);
    }

    private static List<EpochRows.Epoch> reigns(Terms terms) {
        return terms.reigns().stream()
                .map(reign -> new EpochRows.Epoch(reign.epoch(), reign.region(), reign.beganAt()))
                .toList();
    }

    /** On a primary: how the realm is held. */
    public Terms terms(Connection connection, String realmId) throws SQLException {
        List<Terms.Holder> holders = new ArrayList<>();
        holders.add(new Terms.Holder(region, url.toString(), ReplicaStatus.ACTIVE.name(), true));
        for (ReplicaState replica : ReplicaRows.of(connection, realmId)) {
            ReplicaStatus status = replica.status() == ReplicaStatus.CREATING ? replica.status() : replica.wanted();
            holders.add(new Terms.Holder(
                    replica.region(), replica.url().toString(), status.name(), mayLead(replica.region())));
        }
        List<Terms.Reign> reigns = EpochRows.of(connection, realmId).stream()
                .map(epoch -> new Terms.Reign(epoch.epoch(), epoch.region(), epoch.beganAt()))
                .toList();
        return new Terms(url.toString(), holders, reigns, RealmRows.issuer(connection, realmId));
    }

    /** Whether a region may take the primary role of realms that this one holds, as operators say here and now. */
    public boolean mayLead(String other) {
        return consents.mayLead(other);
    }

    /** Whether a region is one that holds the realm, as far as this one knows: only those may claim the primary role. */
    public static boolean isHolder(Connection connection, RealmState realm, String region) throws SQLException {
        return region.equals(realm.primaryRegion())
                || MemberRows.of(connection, realm.realmId(), region).isPresent()
                || ReplicaRows.of(connection, realm.realmId(), region).isPresent();
    }
}
