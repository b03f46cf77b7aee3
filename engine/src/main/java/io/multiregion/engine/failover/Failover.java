package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Candidacy;
import io.multiregion.engine.failover.rule.Issuers;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.engine.succession.Succession;
import java.util.List;
import java.util.Optional;

/**
 * Makes this region a realm's primary without the old one's help. It asks no other region anything: the old primary, and all that
 * follow it, learn of the new epoch when they can be reached.
 */
public final class Failover {

    private final String region;
    private final Connections connections;
    private final Succession succession;
    private final Candidacy candidacy;
    private final Promoted promoted;
    private final Optional<String> shared;

    /**
     * @param region this region's name
     * @param candidacy what speaks for and against this region taking over a realm
     * @param promoted told of each realm that this region has become the primary of, after the commit
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public Failover(
            String region,
            Connections connections,
            Succession succession,
            Candidacy candidacy,
            Promoted promoted,
            Optional<String> shared) {
        this.region = region;
        this.connections = connections;
        this.succession = succession;
        this.candidacy = candidacy;
        this.promoted = promoted;
        this.shared = shared;
    }

    /** What a failover to this region would mean now, as those who ask may see it; changes nothing. */
    public Preview preview(String realmId, Mandate mandate) {
        RealmState realm = connections.transaction(connection -> Asked.movable(connection, realmId));
        List<Finding> findings = candidacy.findings(realm);
        return new Preview(
                region,
                realm.position().toString(),
                realm.heard().toString(),
                Candidacy.age(realm).toMillis(),
                candidacy.silence(realm).toMillis(),
                Rules.shown(findings, mandate),
                Rules.refusing(findings, MoveRequest.empty()).stream()
                        .map(Finding::rule)
                        .toList());
    }

    /** Makes this region the primary at the next epoch, unless it is and takes writes. */
    public Moved perform(String realmId, MoveRequest request, Mandate mandate) {
        Rules.checkOverride(request, mandate);
        Issuers.check(request);
        RealmState before = connections.transaction(connection -> Asked.movable(connection, realmId));
        if (before.isPrimary() && before.standing() == Standing.CONFIRMED) {
            return unchanged(before);
        }
        mandate.requireForShared(shared);
        List<Finding> findings = candidacy.findings(before);
        Rules.check(findings, request, mandate);
        RealmState now = connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, realmId).orElseThrow();
            if (!realm.claim().equals(before.claim()) || realm.standing() != before.standing()) {
                throw new RefusedException(
                        409, "changed_meanwhile", "the realm's role changed just now: look again before you go on");
            }
            if (request.issuer() != null) {
                RealmRows.setIssuer(connection, realmId, Issuers.json(request));
            }
            return succession.lead(connection, realm, realm.nextEpoch());
        });
        promoted.promoted(now);
        return new Moved(
                now.realmName(),
                before.primaryRegion(),
                region,
                before.epoch(),
                now.epoch(),
                now.position().toString(),
                before.position().toString(),
                before.heard().toString(),
                Candidacy.age(before).toMillis(),
                candidacy.silence(before).toMillis(),
                null,
                Rules.overridden(findings, request),
                true);
    }

    private Moved unchanged(RealmState realm) {
        return new Moved(
                realm.realmName(),
                region,
                region,
                realm.epoch(),
                realm.epoch(),
                realm.position().toString(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false);
    }
}
