package io.multiregion.engine.stream;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.SchemaDiffers;
import io.multiregion.engine.peer.transport.TransportFailure;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.verify.Examination;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.verify.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The stream of one realm to one replica. A step does the next thing that is due; what it learns is in the database when it
 * returns, so any node can go on from there.
 */
final class ReplicaStream implements Line {

    /** How far apart the steps are while nothing is left to do: a heartbeat is due then. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String realmId;
    private final String region;
    private final String stream;
    private final Connections connections;
    private final Cutter cutter;
    private final Journal journal;
    private final Exchange exchange;
    private final Following following;
    private final LifeCycle lifeCycle;
    private final Lease lease;
    private final Sweep sweep;
    private final Examination examination;
    private final Observer observer;
    private final Clock clock;
    private final CopyAhead ahead;
    private final Pulse pulse;
    private boolean doubtful;
    private String otherTables;
    private volatile boolean unconfirmed;
    private volatile RuntimeException unanswered;
    private long trimmed;
    private long beatAt;

    ReplicaStream(ReplicaState replica, StreamParts parts) {
        this.realmId = replica.realmId();
        this.region = replica.region();
        this.stream = replica.stream();
        this.connections = parts.connections();
        this.cutter = parts.cutter();
        this.journal = parts.journal();
        this.exchange = new Exchange(parts.connections(), parts.peer(), parts.consents());
        this.following = new Following(
                parts.connections(), exchange, parts.succession(), parts.divergences(), parts.cutter(), parts.clock());
        this.lifeCycle = new LifeCycle(parts.connections(), exchange, parts.cutter(), parts.topology(), parts.clock());
        this.lease = parts.lease();
        this.sweep = new Sweep(parts.cutter(), parts.lease()::check, Cutter.CHUNK);
        this.examination = new Examination(parts.connections(), parts.journal(), parts.verification(), parts.clock());
        this.observer = parts.observer();
        this.clock = parts.clock();
        this.pulse = parts.pulse();
        this.ahead = new CopyAhead(parts.cutter(), parts.lease(), parts.cuttingAhead());
    }

    /** What the rows say at the beginning of a step. */
    private record Known(RealmState realm, List<ReplicaState> replicas) {

        /** What all replicas have acknowledged, or what was trimmed for that: a replica that is copied again may be behind it. */
        long floor() {
            return Math.max(
                    realm == null ? 0 : realm.floor(),
                    replicas.stream()
                            .mapToLong(replica -> replica.acknowledged().sequence())
                            .min()
                            .orElse(0));
        }
    }

    /**
     * Does the next thing and returns how long to wait before the one after it; empty when the replica is gone.
     *
     * @param wake has the next step begin at once; called on another thread
     * @throws TransportFailure if the secondary can't be reached
     */
    Optional<Duration> step(Runnable wake) {
        RuntimeException failure = unanswered;
        if (failure != null) {
            unanswered = null;
            throw failure;
        }
        Known known = connections.transaction(connection ->
                new Known(RealmRows.of(connection, realmId).orElse(null), ReplicaRows.of(connection, realmId)));
        RealmState realm = known.realm();
        ReplicaState replica = known.replicas().stream()
                .filter(one -> one.region().equals(region) && one.stream().equals(stream))
                .findFirst()
                .orElse(null);
        if (realm == null || replica == null || !realm.isPrimary()) {
            return Optional.empty();
        }
        if (replica.wanted() == ReplicaStatus.DELETING) {
            lifeCycle.delete(realm, replica);
            return Optional.empty();
        }
        if (replica.control() == 0) {
            lifeCycle.create(realm, replica);
            return Optional.of(Duration.ZERO);
        }
        if (doubtful && replica.followed() >= realm.epoch()) {
            boolean asThought = knock(realm, replica);
            doubtful = false;
            if (!asThought) {
                return Optional.of(Duration.ZERO);
            }
        }
        if (following.tell(realm, replica, known.replicas())) {
            return Optional.of(Duration.ZERO);
        }
        boolean copied = replica.copyCursor().equals(Batch.COPY_DONE);
        if (copied && replica.status() != replica.wanted()) {
            lifeCycle.changeStatus(realm, replica);
            return Optional.of(Duration.ZERO);
        }
        if (otherTables != null && !haveBecomeTheSame(realm, replica)) {
            return Optional.of(untilNextSecond());
        }
        try {
            return Optional.of(rows(realm, replica, known.floor(), wake) ? Duration.ZERO : untilNextSecond());
        } catch (SchemaDiffers e) {
            otherTables = e.getMessage();
            throw e;
        }
    }

    /** Rows wait until both regions have the same tables: meanwhile this one says each second that it is there. */
    private boolean haveBecomeTheSame(RealmState realm, ReplicaState replica) {
        Heartbeat heartbeat = new Heartbeat(clock.millis(), 0, 0);
        Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), heartbeat);
        if (reply.answer().outcome() != Answer.Outcome.GAP && reply.answer().outcome() != Answer.Outcome.COMPARE) {
            Exchange.expectOk(reply);
        }
        if (exchange.sameTables(replica, reply)) {
            otherTables = null;
            return true;
        }
        exchange.save(replica.change().error(otherTables).at(clock.millis()));
        return false;
    }

    /** Does the next thing that needs the same tables on both sides, and returns whether there is more to do. */
    private boolean rows(RealmState realm, ReplicaState replica, long floor, Runnable wake) {
        if (following.pull(realm, replica) || following.copyAgain(realm, replica)) {
            return true;
        }
        if (!replica.copyCursor().equals(Batch.COPY_DONE)) {
            copy(realm, replica, floor, wake);
            return true;
        }
        if (replica.isVerifyDue()) {
            examination.step(this, realm, replica);
            return true;
        }
        return ship(realm, replica, floor, wake);
    }

    /** Idle streams step at the same instants, so that their heartbeats go together. */
    private Duration untilNextSecond() {
        return Duration.ofMillis(IDLE.toMillis() - clock.millis() % IDLE.toMillis());
    }

    /** A copy over an older one removes first what it has too much. */
    private void copy(RealmState realm, ReplicaState replica, long floor, Runnable wake) {
        Optional<Cut> removal = sweep.next(this, realm, replica, floor);
        if (removal.isPresent()) {
            deliver(realm, replica, removal.get());
        } else {
            ship(realm, replica, floor, wake);
        }
    }

    /** Ships what is due and returns whether there was anything; a heartbeat is due when there is not. */
    private boolean ship(RealmState realm, ReplicaState replica, long floor, Runnable wake) {
        Cut cut = ahead.take(replica)
                .map(ready -> shipped(realm, replica, ready))
                .orElseGet(() -> cutter.cut(
                        realm,
                        replica.acknowledged(),
                        replica.copyCursor(),
                        floor,
                        lease::check,
                        parts(realm, replica)));
        if (cut.isEmpty()) {
            Heartbeat heartbeat = new Heartbeat(clock.millis(), cut.takenAt(), floor);
            if (unconfirmed) {
                if (say(realm, replica, heartbeat)) {
                    exchange.save(replica.change().at(clock.millis()));
                }
                unconfirmed = false;
            } else if (clock.millis() - replica.acknowledgedAt() >= IDLE.toMillis() / 2) {
                pulse.beat(new Pulse.Beat(realm, replica, heartbeat, failure -> {
                    unconfirmed = true;
                    unanswered = failure.orElse(null);
                    wake.run();
                }));
            }
            return false;
        }
        if (cut.copyTo() != null && !cut.copyTo().equals(Batch.COPY_DONE)) {
            ahead.begin(realm, cut, floor);
        }
        deliver(realm, replica, cut);
        if (floor > trimmed) {
            connections.transaction(connection -> {
                journal.trim(connection, realmId, floor);
                return null;
            });
            trimmed = floor;
        }
        return true;
    }

    /** Sends the parts before the last one of a cut that was made ahead. */
    private Cut shipped(RealmState realm, ReplicaState replica, CopyAhead.Ready ready) {
        Cut.Parts parts = parts(realm, replica);
        for (int i = 0; i < ready.firstParts().size(); i++) {
            parts.ship(ready.cut().position(), i + 1, ready.firstParts().get(i));
        }
        return ready.cut();
    }

    @Override
    public Cut.Parts parts(RealmState realm, ReplicaState replica) {
        return (position, part, payload) -> exchange.order(
                realm,
                replica,
                new Peer.Subject(MessageType.BATCH, replica.acknowledged(), position, part, 0),
                payload);
    }

    @Override
    public void deliver(RealmState realm, ReplicaState replica, Cut cut) {
        Peer.Reply reply = exchange.say(
                realm,
                replica,
                new Peer.Subject(MessageType.BATCH, replica.acknowledged(), cut.position(), cut.parts(), cut.parts()),
                cut.lastPart());
        if (reply.answer().outcome() == Answer.Outcome.GAP) {
            resumeFrom(replica, reply);
            return;
        }
        Exchange.expectOk(reply);
        long now = clock.millis();
        exchange.save(replica.change()
                .acknowledged(cut.position())
                .copyCursor(cut.copyTo() == null ? replica.copyCursor() : cut.copyTo())
                .copied(replica.copied() + cut.copied())
                .at(now));
        if (Batch.COPY_DONE.equals(cut.copyTo()) && Batch.isOver(replica.copyCursor())) {
            examination.prove(realmId, region);
        }
        observer.shipped(
                region,
                realm.realmName(),
                cut.rows(),
                reply.sealedBytes(),
                cut.oldestCommit() == 0 ? -1 : now - cut.oldestCommit());
    }

    /**
     * Asks for an answer before rows are read, and returns whether the secondary stands where we think. An answer alone mends
     * nothing: what failed is due again in the same step, and its error stays until it is done.
     */
    private boolean knock(RealmState realm, ReplicaState replica) {
        return say(realm, replica, new Heartbeat(clock.millis(), 0, 0));
    }

    /** Sends a heartbeat by itself, and returns whether the secondary stands where we think; if it does not, we know where it does. */
    private boolean say(RealmState realm, ReplicaState replica, Heartbeat heartbeat) {
        Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), heartbeat);
        if (reply.answer().outcome() == Answer.Outcome.GAP) {
            resumeFrom(replica, reply);
            return false;
        }
        if (reply.answer().outcome() == Answer.Outcome.COMPARE) {
            compare(replica);
            return true;
        }
        Exchange.expectOk(reply);
        return true;
    }

    /** Keycloak has migrated the secondary's database: what it wrote there is not ours. */
    private void compare(ReplicaState replica) {
        if (!replica.isComparing()) {
            connections.transaction(connection -> {
                ReplicaRows.askRepair(connection, realmId, region);
                return null;
            });
        }
    }

    /**
     * The secondary stands elsewhere than we thought. Ahead: an acknowledgement was lost, go on from there. Behind what it had
     * confirmed: the journal may have been trimmed since.
     */
    private void resumeFrom(ReplicaState replica, Peer.Reply reply) {
        Position own = connections.transaction(
                connection -> RealmRows.of(connection, realmId).orElseThrow().position());
        if (reply.reached().isAfter(own)) {
            throw new TransportFailure("region " + region + " is at " + reply.reached() + ", this region only at " + own
                    + " (restored from a backup?): fail over to region " + region);
        }
        if (replica.acknowledged().isAfter(reply.reached())) {
            throw new TransportFailure("region " + region + " is at " + reply.reached() + " but had confirmed "
                    + replica.acknowledged()
                    + " (restored from a backup?): set this replica INACTIVE, delete it and create it again");
        }
        exchange.save(replica.change()
                .acknowledged(reply.reached())
                .copyCursor(reply.answer().cursor().orElse(replica.copyCursor()))
                .at(clock.millis()));
    }

    @Override
    public <A extends Answer.Done> A ask(
            RealmState realm, ReplicaState replica, Position position, Question<A> question) {
        return exchange.order(realm, replica, position, question).expect(question.answer());
    }

    @Override
    public void beat(RealmState realm, ReplicaState replica, long levelAt) {
        if (clock.millis() - beatAt >= IDLE.toMillis()) {
            beatAt = clock.millis();
            Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), new Heartbeat(beatAt, levelAt, 0));
            if (reply.answer().outcome() != Answer.Outcome.COMPARE) {
                Exchange.expectOk(reply);
            }
        }
    }

    /** Notes why a step failed. The next one knocks before it reads rows for a region that may not be there. */
    void failed(String error) {
        doubtful = true;
        ahead.drop();
        connections.transaction(connection -> {
            Optional<ReplicaState> replica = ReplicaRows.of(connection, realmId, region);
            if (replica.filter(one -> one.stream().equals(stream)).isPresent()) {
                ReplicaRows.save(connection, replica.get().change().error(error).state());
            }
            return null;
        });
    }
}
