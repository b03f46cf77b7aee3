package io.multiregion.engine.failover.rule;

import io.multiregion.engine.catalogue.OtherTables;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.succession.LocalChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What speaks for and against another region taking over a realm from this one, by what is known here and what that region says. */
public final class Eligibility {

    private final Connections connections;
    private final Journal journal;
    private final Peer peer;
    private final Consents consents;
    private final Rules rules;
    private final LocalChecks checks;
    private final OtherTables others;

    /** @param checks of this region: what it lacks itself */
    public Eligibility(
            Connections connections,
            Journal journal,
            Peer peer,
            Consents consents,
            Rules rules,
            LocalChecks checks,
            OtherTables others) {
        this.connections = connections;
        this.journal = journal;
        this.peer = peer;
        this.consents = consents;
        this.rules = rules;
        this.checks = checks;
        this.others = others;
    }

    /**
     * What speaks for and against a replica.
     *
     * @param all all replicas, this one included
     */
    public List<Finding> findings(RealmState realm, ReplicaState replica, List<ReplicaState> all) {
        List<Finding> findings = new ArrayList<>();
        findings.add(rules.copyComplete(replica.copyCursor().equals(Batch.COPY_DONE)));
        findings.add(rules.compared(!replica.isComparing()));
        findings.add(rules.active(replica.status()));
        Journal.Backlog backlog = backlog(replica);
        findings.add(backlog.entries() == 0 ? rules.lag(Duration.ZERO) : rules.lagSince(backlog.oldestCommittedAt()));
        findings.add(rules.notFlapping(realm));
        findings.add(Rules.mayBecomePrimary(replica.region(), consents.refusesLead(replica.region())));
        findings.add(tables());
        findings.add(new Directories(connections).of(realm.realmId()));
        findings.addAll(asked(realm, replica));
        if (findings.stream().noneMatch(finding -> finding.rule().equals(Rules.SAME_SCHEMA) && !finding.holds())) {
            findings.add(rules.flows(replica.lastError()));
        }
        all.stream()
                .filter(other -> !other.region().equals(replica.region()))
                .map(other -> follows(realm, other, replica.region()))
                .forEach(findings::add);
        return findings;
    }

    /** Whether another replica would follow the target. One that is away now may be so for long, and is no reason to wait. */
    private Finding follows(RealmState realm, ReplicaState other, String target) {
        if (other.lastError() != null) {
            return Rules.holds(
                    Rules.OTHERS_FOLLOW,
                    "region " + other.region() + " was not asked: "
                            + other.lastError().text());
        }
        try {
            Answer answer = readiness(realm, other, target).answer();
            return answer.outcome() == Answer.Outcome.REFUSED
                    ? Rules.fails(Rules.OTHERS_FOLLOW, answer.error())
                    : Rules.holds(Rules.OTHERS_FOLLOW, "region " + other.region() + " would follow region " + target);
        } catch (TransportException e) {
            return Rules.holds(Rules.OTHERS_FOLLOW, "region " + other.region() + " can't be asked: " + e.getMessage());
        }
    }

    private Peer.Reply readiness(RealmState realm, ReplicaState asked, String target) {
        return peer.say(realm, asked, asked.acknowledged(), new Inquiry.Readiness(target));
    }

    private Journal.Backlog backlog(ReplicaState replica) {
        return connections.transaction(connection -> journal.backlog(
                connection, replica.realmId(), replica.acknowledged().sequence()));
    }

    private List<Finding> asked(RealmState realm, ReplicaState replica) {
        List<Finding> findings = new ArrayList<>();
        try {
            Peer.Reply reply = readiness(realm, replica, replica.region());
            Answer answer = reply.answer();
            switch (answer.outcome()) {
                case OK -> {
                    findings.add(Rules.holds(Rules.TARGET_REACHABLE, "region " + replica.region() + " answers"));
                    findings.add(peer.difference(replica, reply)
                            .map(difference -> Rules.fails(Rules.SAME_SCHEMA, difference))
                            .orElseGet(() -> Rules.holds(Rules.SAME_SCHEMA, "both regions have the same tables")));
                    findings.addAll(besides(
                            realm, replica, reply.expect(Answer.Findings.class).findings()));
                }
                default ->
                    findings.add(Rules.fails(
                            Rules.TARGET_REACHABLE,
                            "region " + replica.region() + " answers " + answer.outcome() + ": " + answer.error()));
            }
        } catch (TransportException e) {
            findings.add(new Finding(Rules.TARGET_REACHABLE, false, false, e.getMessage()));
        }
        return findings;
    }

    /** What they found, less what they lack and we do, too. */
    private List<Finding> besides(RealmState realm, ReplicaState replica, List<Finding> theirs) {
        if (theirs.stream().allMatch(finding -> finding.lacks().isEmpty())) {
            return theirs;
        }
        List<String> ours = checks.of(realm).stream()
                .flatMap(finding -> finding.lacks().stream())
                .toList();
        return theirs.stream()
                .map(finding -> Lacks.besides(ours, replica.region(), finding))
                .toList();
    }

    /** Whoever has installed another extension knows whether its rows are to be in both regions: a warning. */
    private Finding tables() {
        List<String> named = others.withRows();
        return named.isEmpty()
                ? Rules.holds(Rules.TABLES, "all tables with rows are replicated, or a region's own")
                : new Finding(
                        Rules.TABLES,
                        true,
                        true,
                        "the tables that are Keycloak's are replicated",
                        null,
                        List.of("rows of these tables of other extensions are in this region alone: "
                                + String.join(", ", named) + ": see that the target has what it needs of them"));
    }
}
