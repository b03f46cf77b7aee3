package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.Set;

/**
 * The line of one stream to its secondary. One message after the other, each blocks until it is answered.
 *
 * <p>What is not answered, or not done there, is thrown: {@link TransportException}, {@link CopyDamagedException} among them.
 */
public interface Line {

    /** The kinds of resources that go over it. */
    Set<Kind> kinds();

    /**
     * Sends the parts of a cut, and returns whether it was taken. If so, the acknowledgement is in the database; if not, it is in the
     * database where the secondary stands instead.
     */
    boolean deliver(RealmState realm, ReplicaState replica, Cut cut);

    /** Asks the secondary what it has at a position. */
    <A extends Answer.Done> A ask(RealmState realm, ReplicaState replica, Position position, Question<A> question);

    /** Tells a secondary that stands at the replica's position that this region is there, if it has not heard so for a while. */
    void beat(RealmState realm, ReplicaState replica, long levelAt);
}
