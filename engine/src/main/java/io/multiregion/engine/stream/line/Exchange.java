package io.multiregion.engine.stream.line;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.SchemaDiffersException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;
import java.util.Optional;

/** One stream's talk with its secondary, and the notes it takes of the answers. */
public final class Exchange {

    private final Connections connections;
    private final Peer peer;
    private final Consents consents;
    private final Clock clock;

    /** @param consents which claims of others are believed */
    public Exchange(Connections connections, Peer peer, Consents consents, Clock clock) {
        this.connections = connections;
        this.peer = peer;
        this.consents = consents;
        this.clock = clock;
    }

    /**
     * Says something and returns the answer, whatever it is, unless it says that this region is not the primary for it.
     *
     * @throws CopyDamagedException if rows that the secondary should not have are in the way
     * @throws RoleMovedException if it says so, and this region knows
     */
    public Peer.Reply say(RealmState realm, ReplicaState replica, Peer.Subject subject, byte[] payload) {
        Peer.Reply reply = peer.say(realm, replica, subject, payload);
        switch (reply.answer().outcome()) {
            case STALE_EPOCH -> {
                String said = "region " + replica.region() + " knows another primary: " + described(reply.answer());
                Optional<String> refusal = refusal(realm, reply.claim());
                if (refusal.isPresent()) {
                    throw new TransportException(Trouble.of(Remedy.CHANGE_IN_PRIMARY, said + "; " + refusal.get()));
                }
                if (connections.transaction(connection -> RoleRows.doubt(connection, realm.realmId()))) {
                    throw new TransportException(said);
                }
                throw new RoleMovedException(said);
            }
            case NOT_FOLLOWING -> {
                save(replica.change()
                        .followed(0)
                        .error(Trouble.of(Remedy.PASSES, described(reply.answer())), clock.millis()));
                throw new TransportException(
                        "region " + replica.region() + " does not follow this one yet: " + described(reply.answer()));
            }
            case SCHEMA ->
                throw new SchemaDiffersException("SCHEMA: "
                        + peer.difference(replica, reply).orElse(reply.answer().error()));
            case CONFLICT ->
                throw new CopyDamagedException(replica.region(), reply.answer().error(), said(reply.answer()));
            default -> {
                return reply;
            }
        }
    }

    /** Says something about a position, as {@link #say(RealmState, ReplicaState, Peer.Subject, byte[])}. */
    public Peer.Reply say(RealmState realm, ReplicaState replica, Position position, Request request) {
        return say(realm, replica, Peer.Subject.of(request.type(), position), Messages.bytes(request));
    }

    /** Whether the replicated tables of the region that has answered are this region's. */
    boolean sameTables(ReplicaState replica, Peer.Reply reply) {
        return peer.difference(replica, reply).isEmpty();
    }

    /** Why it does not make this region doubt its role; empty if it does. */
    private Optional<String> refusal(RealmState realm, Optional<Claim> claim) {
        return claim.isEmpty() ? Optional.of("it does not say which") : consents.refusesClaim(claim.get(), realm);
    }

    /** Says something that must be done on the other side. */
    public Peer.Reply order(RealmState realm, ReplicaState replica, Peer.Subject subject, byte[] payload) {
        return expectOk(say(realm, replica, subject, payload));
    }

    /** Says something about a position that must be done on the other side. */
    public Peer.Reply order(RealmState realm, ReplicaState replica, Position position, Request request) {
        return expectOk(say(realm, replica, position, request));
    }

    /** @throws TransportException if it was not done on the other side */
    public static Peer.Reply expectOk(Peer.Reply reply) {
        if (reply.answer().outcome() != Answer.Outcome.OK) {
            throw new TransportException(trouble(reply.answer()));
        }
        return reply;
    }

    /** What was not done needs somebody, but for what comes right as soon as both know where they stand. */
    private static Trouble trouble(Answer answer) {
        Remedy remedy = answer.outcome() == Answer.Outcome.GAP ? Remedy.PASSES : Remedy.CHANGE_IN_COPY;
        return said(answer).map(Trouble::told).orElseGet(() -> Trouble.of(remedy, described(answer)));
    }

    private static Optional<Trouble> said(Answer answer) {
        return answer instanceof Answer.Undone undone ? undone.trouble() : Optional.empty();
    }

    private static String described(Answer answer) {
        return answer.outcome() + ": " + answer.error();
    }

    /** Notes what was learned of the stream; it is in the database when this returns. */
    public void save(ReplicaState.Change change) {
        connections.transaction(connection -> {
            ReplicaRows.save(connection, change.state());
            return null;
        });
    }
}
