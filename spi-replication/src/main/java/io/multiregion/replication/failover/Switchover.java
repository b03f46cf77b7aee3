package io.multiregion.replication.failover;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.Finding;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.batch.Terms;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.seal.MessageType;
import io.multiregion.replication.ship.Peer;
import io.multiregion.replication.ship.TransportFailure;
import io.multiregion.replication.succession.Succession;
import io.multiregion.replication.topology.Claim;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.RoleRows;
import io.multiregion.replication.topology.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands a realm's primary role to another region, with nothing lost: writes pause, the journal drains, the target takes over from the
 * last position. Until the target is told, any failure leaves this region the primary as before. From then on only the target knows:
 * this region takes no writes until it has heard which of the two is the primary.
 */
public final class Switchover {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LAST_DRAIN = Duration.ofSeconds(2);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration FOLLOW = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 5;

    private final Connections connections;
    private final Journal journal;
    private final Peer peer;
    private final Succession succession;
    private final Rules rules;
    private final Consumer<String> changed;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** @param changed told the id of a realm whose role or standing has changed: guards and shippers look again */
    public Switchover(
            Connections connections,
            Journal journal,
            Peer peer,
            Succession succession,
            Rules rules,
            Consumer<String> changed,
            Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.peer = peer;
        this.succession = succession;
        this.rules = rules;
        this.changed = changed;
        this.clock = clock;
    }

    private record Known(RealmState realm, List<ReplicaState> replicas) {
        ReplicaState replica(String region) {
            return replicas.stream()
                    .filter(one -> one.region().equals(region))
                    .findFirst()
                    .orElseThrow(() -> new Refused(
                            404,
                            "no_replica",
                            "the realm has no replica in region " + region + " that could take over"));
        }
    }

    private Known known(String realmId) {
        return connections.transaction(connection -> {
            RealmState realm = RealmRows.of(connection, realmId)
                    .filter(found -> found.isPrimary() || found.isSecondary())
                    .orElseThrow(() -> new Refused(
                            409, "not_replicated", "the realm is not replicated: there is no primary role to move"));
            return new Known(realm, ReplicaRows.of(connection, realmId));
        });
    }

    /** What speaks for and against each replica taking over. */
    public List<Finding> findings(String realmId, String region) {
        Known known = known(realmId);
        requirePrimary(known.realm());
        return findings(known.realm(), known.replica(region));
    }

    private List<Finding> findings(RealmState realm, ReplicaState replica) {
        List<Finding> findings = new ArrayList<>();
        findings.add(rules.copyComplete(replica.copyCursor().equals(Batch.COPY_DONE)));
        findings.add(rules.active(replica.status()));
        Journal.Backlog backlog = backlog(replica);
        findings.add(rules.lag(Duration.ofMillis(
                backlog.entries() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestCommittedAt()))));
        findings.add(rules.notFlapping(realm));
        findings.addAll(asked(realm, replica));
        return findings;
    }

    private Journal.Backlog backlog(ReplicaState replica) {
        return connections.transaction(connection -> journal.backlog(
                connection, replica.realmId(), replica.acknowledged().sequence()));
    }

    private List<Finding> asked(RealmState realm, ReplicaState replica) {
        List<Finding> findings = new ArrayList<>();
        try {
            Answer answer = peer.say(
                            realm,
                            replica,
                            Peer.Subject.of(MessageType.READINESS, replica.acknowledged()),
                            Json.bytes(List.of()))
                    .answer();
            switch (answer.outcome()) {
                case OK -> {
                    findings.add(Rules.holds(Rules.TARGET_REACHABLE, "region " + replica.region() + " answers"));
                    findings.add(Rules.holds(Rules.SAME_SCHEMA, "both regions have the same schema"));
                    findings.addAll(answer.findings());
                }
                case SCHEMA -> {
                    findings.add(Rules.holds(Rules.TARGET_REACHABLE, "region " + replica.region() + " answers"));
                    findings.add(Rules.fails(Rules.SAME_SCHEMA, answer.error()));
                }
                default ->
                    findings.add(Rules.fails(
                            Rules.TARGET_REACHABLE,
                            "region " + replica.region() + " answers " + answer.outcome() + ": " + answer.error()));
            }
        } catch (TransportFailure e) {
            findings.add(new Finding(Rules.TARGET_REACHABLE, false, false, e.getMessage()));
        }
        return findings;
    }

    /** Moves the primary role to the region that the request names; asked again when it is there, it changes nothing. */
    public Moved perform(String realmId, MoveRequest request) {
        Rules.checkOverride(request);
        Issuers.check(request);
        if (request.to() == null || request.to().isBlank()) {
            throw new Refused(400, "invalid_region", "name the region that is to take over: {\"to\":\"us\"}");
        }
        Known known = known(realmId);
        RealmState before = known.realm();
        if (request.to().equals(before.primaryRegion()) && !(before.isPrimary() && before.isReadOnly())) {
            return moved(before, before, before.position(), null, List.of(), false);
        }
        requirePrimary(before);
        ReplicaState target = known.replica(request.to());
        List<Finding> findings = findings(before, target);
        Rules.check(findings, request);
        long began = System.nanoTime();
        underWay.add(realmId);
        try {
            Order order = handOver(before, target, request);
            RealmState now = promote(before, target, order);
            long pause = Duration.ofNanos(System.nanoTime() - began).toMillis();
            await(FOLLOW, () -> known(realmId).realm().isSecondary());
            return moved(before, now, order.last(), pause, Rules.overridden(findings, request), true);
        } finally {
            underWay.remove(realmId);
        }
    }

    /** Whether this node hands a realm over just now, and will itself find out what became of it. */
    boolean isUnderWay(String realmId) {
        return underWay.contains(realmId);
    }

    /** To take over from the last position. */
    private record Order(Position last, Terms terms) {}

    private static void requirePrimary(RealmState realm) {
        if (!realm.isPrimary()) {
            throw new Refused(
                    409,
                    "not_primary",
                    "realm " + realm.realmName() + " is a replica here: ask its primary at " + realm.primaryUrl());
        }
        if (realm.isReadOnly()) {
            throw new Refused(
                    409,
                    "primary_not_writable",
                    "this region is " + realm.standing() + " for realm " + realm.realmName()
                            + ": wait until it takes writes, or fail over");
        }
    }

    /** Pauses writes and drains; returns the order for the target, which has all up to the last position. */
    private Order handOver(RealmState realm, ReplicaState target, MoveRequest request) {
        String realmId = realm.realmId();
        if (!connections.transaction(
                connection -> RoleRows.beginHandover(connection, realmId, target.region(), clock.millis()))) {
            throw new SwitchoverFailed("close", "another switchover is under way, or this region may not write now");
        }
        changed.accept(realmId);
        if (!await(DRAIN, () -> isLevel(realmId, target.region()))) {
            giveUp(realmId, Standing.CLOSING);
            throw failed("drain", target);
        }
        if (!connections.transaction(
                connection -> RoleRows.move(connection, realmId, Standing.CLOSING, Standing.CLOSED))) {
            throw new SwitchoverFailed("close", "the realm's role changed meanwhile: look at its state");
        }
        changed.accept(realmId);
        if (!await(DRAIN, () -> isLevel(realmId, target.region()))) {
            giveUp(realmId, Standing.CLOSED);
            throw failed("drain", target);
        }
        try {
            return connections.transaction(connection -> lastDrain(connection, realm, target, request));
        } catch (SwitchoverFailed e) {
            giveUp(realmId, Standing.CLOSED);
            throw e;
        }
    }

    /**
     * Holds the realm's row while the last sessions are shipped: their writers wait, and go on as a secondary's. The order gets its
     * number before anybody can see that there is one: whoever calls it off has a later number.
     */
    private Order lastDrain(Connection connection, RealmState realm, ReplicaState target, MoveRequest request)
            throws SQLException {
        String realmId = realm.realmId();
        if (!RoleRows.move(connection, realmId, Standing.CLOSED, Standing.HANDED_OVER)) {
            throw new SwitchoverFailed("close", "the realm's role changed meanwhile: look at its state");
        }
        if (!await(LAST_DRAIN, () -> isLevel(realmId, target.region()))) {
            throw failed("drain", target);
        }
        long control = ReplicaRows.nextControl(connection, realmId, target.region());
        Terms held = succession.terms(connection, realmId, control, false);
        String issuer = request.issuer() == null ? held.issuer() : Issuers.json(request);
        return new Order(
                RealmRows.of(connection, realmId).orElseThrow().position(),
                new Terms(control, realm.epoch() + 1, held.primaryUrl(), held.holders(), held.reigns(), issuer, false));
    }

    private boolean isLevel(String realmId, String region) {
        return connections.transaction(connection -> {
            ReplicaState replica = ReplicaRows.of(connection, realmId, region).orElseThrow();
            return journal.backlog(connection, realmId, replica.acknowledged().sequence())
                            .entries()
                    == 0;
        });
    }

    private void giveUp(String realmId, Standing from) {
        connections.transaction(connection -> RoleRows.endHandover(connection, realmId, from));
        changed.accept(realmId);
    }

    private SwitchoverFailed failed(String step, ReplicaState target) {
        String error =
                connections.transaction(connection -> ReplicaRows.of(connection, target.realmId(), target.region())
                        .map(ReplicaState::lastError)
                        .orElse("the replica is gone"));
        return new SwitchoverFailed(
                step,
                "region " + target.region() + " did not confirm all changes in time"
                        + (error == null ? "" : " (" + error + ")") + ": this region goes on as the primary");
    }

    private RealmState promote(RealmState before, ReplicaState target, Order order) {
        String failure;
        try {
            Answer answer = peer.say(
                            before,
                            target,
                            Peer.Subject.of(MessageType.PROMOTE, order.last()),
                            Json.bytes(order.terms()))
                    .answer();
            if (answer.outcome() == Answer.Outcome.OK) {
                changed.accept(before.realmId());
                return taken(before, answer.primary());
            }
            failure = answer.outcome() + ": " + answer.error();
        } catch (TransportFailure e) {
            failure = e.getMessage();
        }
        Answer.Primary[] found = new Answer.Primary[1];
        await(SETTLE, () -> {
            found[0] = settle(before, target);
            return found[0] != null;
        });
        if (found[0] != null && found[0].epoch() > before.epoch()) {
            return taken(before, found[0]);
        }
        throw new SwitchoverFailed(
                "promote",
                failure
                        + (found[0] == null
                                ? "; region " + target.region()
                                        + " may have taken over: this region takes no writes until"
                                        + " it can be reached again. If it is gone for good, fail over to this region"
                                : "; this region goes on as the primary"));
    }

    private static RealmState taken(RealmState before, Answer.Primary primary) {
        return new RealmState(
                before.realmId(),
                before.realmName(),
                before.role(),
                primary.epoch(),
                before.status(),
                primary.region(),
                before.primaryUrl(),
                before.position(),
                before.heard(),
                before.levelAt(),
                null);
    }

    /**
     * After a target was told to take over and did not answer: has it say which of the two is the primary, and makes sure that it
     * does not take over later. Returns whom it names, or null if it can't be reached.
     */
    Answer.Primary settle(RealmState realm, ReplicaState target) {
        try {
            Terms terms = connections.transaction(connection -> new Terms(
                    ReplicaRows.nextControl(connection, realm.realmId(), target.region()),
                    realm.epoch() + 1,
                    realm.primaryUrl().toString(),
                    List.of(),
                    List.of(),
                    null,
                    false));
            Answer answer = peer.say(
                            realm,
                            target,
                            Peer.Subject.of(MessageType.CANCEL, target.acknowledged()),
                            Json.bytes(terms))
                    .answer();
            if (answer.primary() == null) {
                return null;
            }
            Claim theirs = new Claim(answer.primary().epoch(), answer.primary().region());
            if (theirs.equals(realm.claim())) {
                giveUp(realm.realmId(), Standing.HANDED_OVER);
            }
            return answer.primary();
        } catch (TransportFailure e) {
            return null;
        }
    }

    private static boolean await(Duration longest, BooleanSupplier condition) {
        long until = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Moved moved(
            RealmState before,
            RealmState now,
            Position position,
            Long pauseMillis,
            List<String> overridden,
            boolean changed) {
        return new Moved(
                before.realmName(),
                before.primaryRegion(),
                now.primaryRegion(),
                before.epoch(),
                now.epoch(),
                new Position(now.epoch(), position.sequence()).toString(),
                null,
                null,
                null,
                null,
                pauseMillis,
                overridden,
                changed);
    }
}
