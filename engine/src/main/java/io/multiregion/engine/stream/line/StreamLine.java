package io.multiregion.engine.stream.line;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.verify.Line;
import io.multiregion.engine.vitals.Measures;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The line of one stream, over sealed messages. Used by the stream's thread only. */
public final class StreamLine implements Line {

    /** How far apart heartbeats are. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    private final StreamRoute route;
    private final Optional<String> publicUrl;
    private final Connections connections;
    private final Exchange exchange;
    private final Observer observer;
    private final Measures measures;
    private final Clock clock;
    private long beatAt;
    private long said;

    public StreamLine(StreamRoute route, Exchange exchange, Home home) {
        this.route = route;
        this.publicUrl = home.publicUrl().map(URI::toString);
        this.connections = home.connections();
        this.exchange = exchange;
        this.observer = home.observer();
        this.measures = home.bulletin().measures();
        this.clock = home.clock();
    }

    @Override
    public Set<Kind> kinds() {
        return route.kinds();
    }

    @Override
    public boolean deliver(RealmState realm, ReplicaState replica, Cut cut) {
        int last = cut.parts().size();
        long bytes = 0;
        for (int part = 1; part < last; part++) {
            bytes += exchange.order(
                            realm,
                            replica,
                            subject(replica, cut, part, 0),
                            cut.parts().get(part - 1))
                    .sealedBytes();
        }
        Peer.Reply reply = exchange.say(
                realm, replica, subject(replica, cut, last, last), cut.parts().get(last - 1));
        if (reply.answer().outcome() == Answer.Outcome.GAP) {
            resumeFrom(replica, reply);
            return false;
        }
        Exchange.expectOk(reply);
        long now = clock.millis();
        exchange.save(replica.change()
                .acknowledged(cut.position())
                .copyCursor(cut.copyTo() == null ? replica.copyCursor() : cut.copyTo())
                .copied(
                        replica.copied() + cut.copied(),
                        replica.copiedBytes() + (cut.copyTo() == null ? 0 : bytes + reply.sealedBytes()))
                .at(now));
        long millis = cut.oldestCommit() == 0 ? -1 : now - cut.oldestCommit();
        observer.shipped(route.to(), realm.realmName(), cut.rows(), reply.sealedBytes(), millis);
        measures.confirmed(route.realmId(), route.to(), millis);
        return true;
    }

    private static Peer.Subject subject(ReplicaState replica, Cut cut, int part, int parts) {
        return new Peer.Subject(MessageType.BATCH, replica.acknowledged(), cut.position(), part, parts);
    }

    @Override
    public <A extends Answer.Done> A ask(
            RealmState realm, ReplicaState replica, Position position, Question<A> question) {
        return exchange.order(realm, replica, position, question).expect(question.answer());
    }

    @Override
    public void beat(RealmState realm, ReplicaState replica, long levelAt) {
        // a clock that was set back makes one come early, and none late
        if (Math.abs(clock.millis() - beatAt) >= BEAT.toMillis()) {
            beatAt = clock.millis();
            Peer.Reply reply = say(realm, replica, heartbeat(levelAt, 0));
            if (reply.answer().outcome() != Answer.Outcome.COMPARE) {
                Exchange.expectOk(reply);
            }
            connections.run(connection -> ReplicaRows.confirm(connection, List.of(replica), beatAt));
        }
    }

    /** The next heartbeat of this stream: its number is later than all before it, whatever happens to the clock. */
    public Heartbeat heartbeat(long levelAt, long floor) {
        said = Math.max(clock.millis(), said + 1);
        return new Heartbeat(said, levelAt, floor, publicUrl);
    }

    /**
     * Sends a heartbeat by itself, and returns whether the other region stands where we think; if it does not, where it does is in the
     * database.
     */
    public boolean knock(RealmState realm, ReplicaState replica, Heartbeat heartbeat) {
        Peer.Reply reply = say(realm, replica, heartbeat);
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

    /** Sends a heartbeat that says nothing but that this region is there, and returns whether both have the same tables. */
    public boolean sameTables(RealmState realm, ReplicaState replica) {
        Peer.Reply reply = say(realm, replica, heartbeat(0, 0));
        if (reply.answer().outcome() != Answer.Outcome.GAP && reply.answer().outcome() != Answer.Outcome.COMPARE) {
            Exchange.expectOk(reply);
        }
        return exchange.sameTables(replica, reply);
    }

    /** If the other region has noted something later, said by a clock that was ahead or by another node, it is said again after that. */
    private Peer.Reply say(RealmState realm, ReplicaState replica, Heartbeat heartbeat) {
        Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), heartbeat);
        if (reply.answer() instanceof Answer.SaidBefore before) {
            said = Math.max(said, before.said());
            return exchange.say(
                    realm, replica, replica.acknowledged(), heartbeat(heartbeat.levelAt(), heartbeat.floor()));
        }
        return reply;
    }

    /** Keycloak has migrated the other region's database: what it wrote there is not ours. */
    private void compare(ReplicaState replica) {
        if (!replica.isComparing()) {
            connections.transaction(connection -> {
                ReplicaRows.askRepair(connection, route.realmId(), route.to());
                return null;
            });
        }
    }

    /**
     * The other region stands elsewhere than we thought. Ahead: an acknowledgement was lost, go on from there. Behind what it had
     * confirmed: the journal may have been trimmed since.
     */
    private void resumeFrom(ReplicaState replica, Peer.Reply reply) {
        Position own = connections.transaction(connection ->
                RealmRows.of(connection, route.realmId()).orElseThrow().position());
        String region = "region " + route.to();
        if (reply.reached().isAfter(own)) {
            throw new TransportException(Trouble.of(
                            Remedy.CHANGE_IN_PRIMARY,
                            region + " is at " + reply.reached() + ", this region only at " + own
                                    + " (restored from a backup?)")
                    .todo("fail over to " + region));
        }
        if (replica.acknowledged().isAfter(reply.reached())) {
            throw new TransportException(Trouble.of(
                            Remedy.CHANGE_IN_PRIMARY,
                            region + " is at " + reply.reached() + " but had confirmed " + replica.acknowledged()
                                    + " (restored from a backup?)")
                    .todo("set this replica INACTIVE, delete it and create it again"));
        }
        exchange.save(replica.change()
                .acknowledged(reply.reached())
                .copyCursor(reply.answer().cursor().orElse(replica.copyCursor()))
                .at(clock.millis()));
    }
}
