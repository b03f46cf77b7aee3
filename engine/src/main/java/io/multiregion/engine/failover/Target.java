package io.multiregion.engine.failover;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.succession.RoleChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second half of a switchover: what is asked of the region that is to take over, and told to it. From the moment it was told, only
 * that region knows which of the two is the primary.
 */
final class Target {

    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Connections connections;
    private final Journal journal;
    private final Peer peer;
    private final Consents consents;
    private final Rules rules;
    private final Handover handover;
    private final RoleChanged changed;
    private final Clock clock;

    /** @param changed told the id of a realm whose role has changed */
    Target(
            Connections connections,
            Journal journal,
            Peer peer,
            Consents consents,
            Rules rules,
            Handover handover,
            RoleChanged changed,
            Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.peer = peer;
        this.consents = consents;
        this.rules = rules;
        this.handover = handover;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * What speaks for and against it.
     *
     * @param all all replicas, this one included
     */
    List<Finding> findings(RealmState realm, ReplicaState replica, List<ReplicaState> all) {
        List<Finding> findings = new ArrayList<>();
        findings.add(rules.copyComplete(replica.copyCursor().equals(Batch.COPY_DONE)));
        findings.add(rules.compared(!replica.isComparing()));
        findings.add(rules.active(replica.status()));
        Journal.Backlog backlog = backlog(replica);
        findings.add(rules.lag(Duration.ofMillis(
                backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestCommittedAt()))));
        findings.add(rules.notFlapping(realm));
        findings.add(Rules.mayBecomePrimary(replica.region(), consents.refusesLead(replica.region())));
        findings.addAll(asked(realm, replica));
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
                    Rules.OTHERS_FOLLOW, "region " + other.region() + " was not asked: " + other.lastError());
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
                    findings.addAll(reply.expect(Answer.Findings.class).findings());
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

    /** Tells the target to take over. Returns whose the role is, once that is known. */
    Claim promote(ReplicaState target, Handover.Order order) {
        Primary handedOver = order.handedOver();
        String failure;
        try {
            Answer answer =
                    peer.say(handedOver, target, order.last(), order.promote()).answer();
            if (answer instanceof Answer.Known known) {
                changed.changed(handedOver.realmId());
                return claim(known.primary());
            }
            failure = answer.outcome() + ": " + answer.error();
        } catch (TransportException e) {
            failure = e.getMessage();
        }
        Optional<Claim> found = Wait.result(SETTLE, () -> settle(handedOver, target));
        if (found.isPresent() && found.get().epoch() > handedOver.epoch()) {
            return found.get();
        }
        throw new SwitchoverFailedException(
                "promote",
                failure
                        + (found.isEmpty()
                                ? "; region " + target.region()
                                        + " may have taken over: this region takes no writes until"
                                        + " it can be reached again. If it is gone for good, fail over to this region"
                                : "; this region goes on as the primary"));
    }

    /**
     * After a target was told to take over and did not answer: has it say which of the two is the primary, and makes sure that it
     * does not take over later. Returns whom it names; empty if it can't be reached. Where the new primary has come forward
     * meanwhile, or another node has settled it, this region knows by itself.
     */
    Optional<Claim> settle(Primary handedOver, ReplicaState target) {
        String realmId = handedOver.realmId();
        try {
            RealmState now = connections.transaction(
                    connection -> RealmRows.of(connection, realmId).orElseThrow());
            if (!(now instanceof Primary primary && primary.isHandedOver(handedOver.pause()))) {
                return Optional.of(now.claim());
            }
            long control = connections.transaction(
                    connection -> ReplicaRows.nextControl(connection, realmId, target.region(), clock.millis()));
            Optional<Claim> named = peer.say(handedOver, target, target.acknowledged(), new RoleOrder.Cancel(control))
                    .answer()
                    .named()
                    .map(Target::claim);
            named.ifPresent(theirs -> handover.move(realmId, asking -> asking.settle(handedOver.pause(), theirs)));
            return named;
        } catch (TransportException | RoleMovedException e) {
            return Optional.empty();
        }
    }

    private static Claim claim(Answer.Primary named) {
        return new Claim(named.epoch(), named.region());
    }
}
