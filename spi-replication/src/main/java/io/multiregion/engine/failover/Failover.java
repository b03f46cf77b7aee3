package io.multiregion.engine.failover;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Issuers;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.Refused;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.engine.succession.Succession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes this region a realm's primary without the old one's help. It asks no other region anything: the old primary, and all that
 * follow it, learn of the new epoch when they can be reached.
 */
public final class Failover {

    private final String region;
    private final Shape shape;
    private final Connections connections;
    private final Succession succession;
    private final Rules rules;
    private final LocalChecks checks;
    private final Promoted promoted;
    private final Optional<String> shared;
    private final Clock clock;

    /**
     * @param region this region's name
     * @param shape of its replicated tables
     * @param checks what speaks for and against this region taking over a realm
     * @param promoted told of each realm that this region has become the primary of, after the commit
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public Failover(
            String region,
            Shape shape,
            Connections connections,
            Succession succession,
            Rules rules,
            LocalChecks checks,
            Promoted promoted,
            Optional<String> shared,
            Clock clock) {
        this.region = region;
        this.shape = shape;
        this.connections = connections;
        this.succession = succession;
        this.rules = rules;
        this.checks = checks;
        this.promoted = promoted;
        this.shared = shared;
        this.clock = clock;
    }

    /** What a failover to this region would mean now, as those who ask may see it; changes nothing. */
    public Preview preview(String realmId, Mandate mandate) {
        RealmState realm = connections.transaction(connection -> Asked.movable(connection, realmId));
        List<Finding> findings = findings(realm);
        return new Preview(
                region,
                realm.position().toString(),
                realm.heard().toString(),
                age(realm).toMillis(),
                silence(realm).toMillis(),
                Rules.shown(findings, mandate),
                Rules.refusing(findings, MoveRequest.empty()).stream()
                        .map(Finding::rule)
                        .toList());
    }

    /** What speaks for and against this region taking over. */
    List<Finding> findings(RealmState realm) {
        List<Finding> findings = new ArrayList<>();
        if (realm.isSecondary()) {
            findings.add(rules.copyComplete(connections.transaction(connection -> isComplete(connection, realm))));
            findings.add(rules.active(realm.status()));
            findings.add(rules.silent(silence(realm)));
            findings.add(rules.lag(age(realm)));
            findings.add(schema(realm));
            findings.add(Rules.mayTakeOver(
                    realm.primaryRegion(),
                    connections.transaction(connection -> StreamRows.mayLead(connection, realm.realmId()))));
        }
        findings.add(rules.notFlapping(realm));
        findings.addAll(checks.of(realm));
        return findings;
    }

    private static boolean isComplete(Connection connection, RealmState realm) throws SQLException {
        return Batch.COPY_DONE.equals(StreamRows.cursor(connection, realm.realmId()));
    }

    private Finding schema(RealmState realm) {
        if (realm.heardSchema() == null) {
            return Rules.holds(Rules.SAME_SCHEMA, "the primary has not said yet what tables it has");
        }
        SchemaMark theirs = SchemaMark.parse(realm.heardSchema());
        return shape.mark().sameTables(theirs)
                ? Rules.holds(Rules.SAME_SCHEMA, "the primary has the same tables, on Keycloak " + theirs.version())
                : Rules.fails(Rules.SAME_SCHEMA, shape.difference(region, realm.primaryRegion(), theirs, null));
    }

    private Duration silence(RealmState realm) {
        return realm.isSecondary() ? between(realm.heardAt().toEpochMilli(), clock.millis()) : Duration.ZERO;
    }

    /** How old the last whole state was when the primary was last heard of: what was committed since may be missing. */
    private static Duration age(RealmState realm) {
        return realm.isSecondary()
                ? between(realm.levelAt().toEpochMilli(), realm.heardAt().toEpochMilli())
                : Duration.ZERO;
    }

    private static Duration between(long from, long to) {
        return Duration.ofMillis(Math.max(0, to - from));
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
        List<Finding> findings = findings(before);
        Rules.check(findings, request, mandate);
        RealmState now = connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, realmId).orElseThrow();
            if (!realm.claim().equals(before.claim()) || realm.standing() != before.standing()) {
                throw new Refused(
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
                age(before).toMillis(),
                silence(before).toMillis(),
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
