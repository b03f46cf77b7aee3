package io.multiregion.replication.ship;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaRows;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.RoleMovedException;
import io.multiregion.replication.topology.RoleRows;

/** One stream's talk with its secondary, and the notes it takes of the answers. */
final class Exchange {

    private final Connections connections;
    private final Peer peer;

    Exchange(Connections connections, Peer peer) {
        this.connections = connections;
        this.peer = peer;
    }

    /**
     * Says something and returns the answer, whatever it is, unless it says that this region is not the primary for it.
     *
     * @throws CopyDamaged if rows that the secondary should not have are in the way
     * @throws RoleMovedException if it says so, and this region knows
     */
    Peer.Reply say(RealmState realm, ReplicaState replica, Peer.Subject subject, byte[] payload) {
        Peer.Reply reply = peer.say(realm, replica, subject, payload);
        switch (reply.answer().outcome()) {
            case STALE_EPOCH -> {
                String said = "region " + replica.region() + " knows another primary: " + described(reply.answer());
                if (connections.transaction(connection -> RoleRows.doubt(connection, realm.realmId()))) {
                    throw new TransportFailure(said);
                }
                throw new RoleMovedException(said);
            }
            case NOT_FOLLOWING -> {
                save(replica.change().followed(0).error(described(reply.answer())));
                throw new TransportFailure(
                        "region " + replica.region() + " does not follow this one yet: " + described(reply.answer()));
            }
            case CONFLICT ->
                throw new CopyDamaged(replica.region(), reply.answer().error());
            default -> {
                return reply;
            }
        }
    }

    /** Says something that must be done on the other side. */
    Peer.Reply order(RealmState realm, ReplicaState replica, Peer.Subject subject, byte[] payload) {
        return expectOk(say(realm, replica, subject, payload));
    }

    static Peer.Reply expectOk(Peer.Reply reply) {
        if (reply.answer().outcome() != Answer.Outcome.OK) {
            throw new TransportFailure(described(reply.answer()));
        }
        return reply;
    }

    private static String described(Answer answer) {
        return answer.outcome() + ": " + answer.error();
    }

    void save(ReplicaState.Change change) {
        connections.transaction(connection -> {
            ReplicaRows.save(connection, change.state());
            return null;
        });
    }
}
