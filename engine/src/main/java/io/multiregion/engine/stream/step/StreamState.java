package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.copy.LateCursor;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.SchemaDiffersException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.List;

/**
 * What a stream knows. The rows are what counts: all else is forgotten when another node goes on, and costs it a message.
 *
 * @param rows what the database said at the beginning of the turn; null before the first one
 * @param doubtful whether something failed: the other region is asked for an answer before rows are read for it
 * @param unconfirmed whether the last heartbeat, sent together with others, was not confirmed
 * @param otherTables how the tables of both regions differ; null if they do not, as far as is known
 * @param told the terms that the other region was told
 * @param emptied whether all was taken over that the other region had beyond the common history
 * @param levelAt as of when the other region is known to lack nothing, in milliseconds since 1970; set by {@link CatchUp} in each turn
 */
public record StreamState(
        Rows rows,
        boolean doubtful,
        boolean unconfirmed,
        String otherTables,
        List<Object> told,
        boolean emptied,
        long levelAt) {

    /** What a stream knows that begins, or that another node has begun. */
    public static final StreamState NEW = new StreamState(null, false, false, null, List.of(), false, 0);

    /** What the rows say of a stream, and of the others of its realm. */
    public record Rows(RealmState realm, ReplicaState replica, List<ReplicaState> replicas) {

        /** The journal past it is needed: of what a replica was told that catches up page by page, it has not all. */
        private static long needed(ReplicaState replica) {
            return LateCursor.parse(replica.copyCursor())
                    .map(LateCursor::since)
                    .orElse(replica.acknowledged().sequence());
        }

        /** What all replicas have acknowledged, or what was trimmed for that: a replica that is copied again may be behind it. */
        long floor() {
            return Math.max(
                    realm.floor(),
                    replicas.stream().mapToLong(Rows::needed).min().orElse(0));
        }
    }

    /** At the beginning of a turn. */
    public StreamState at(Rows now) {
        return new StreamState(now, doubtful, unconfirmed, otherTables, told, emptied, 0);
    }

    /** After a turn has failed. */
    public StreamState failed(Throwable failure) {
        String tables = failure instanceof SchemaDiffersException ? failure.getMessage() : otherTables;
        return new StreamState(rows, true, unconfirmed, tables, told, emptied, levelAt);
    }

    /** Whether a heartbeat was not confirmed. */
    public StreamState unconfirmed(boolean now) {
        return new StreamState(rows, doubtful, now, otherTables, told, emptied, levelAt);
    }

    StreamState answered() {
        return new StreamState(rows, false, unconfirmed, otherTables, told, emptied, levelAt);
    }

    StreamState sameTables() {
        return new StreamState(rows, doubtful, unconfirmed, null, told, emptied, levelAt);
    }

    StreamState told(List<Object> terms) {
        return new StreamState(rows, doubtful, unconfirmed, otherTables, List.copyOf(terms), emptied, levelAt);
    }

    StreamState emptied(boolean now) {
        return new StreamState(rows, doubtful, unconfirmed, otherTables, told, now, levelAt);
    }

    StreamState level(long at) {
        return new StreamState(rows, doubtful, unconfirmed, otherTables, told, emptied, at);
    }

    RealmState realm() {
        return rows.realm();
    }

    ReplicaState replica() {
        return rows.replica();
    }

    long floor() {
        return rows.floor();
    }

    /** Whether the first copy is done. */
    boolean isCopied() {
        return replica().copyCursor().equals(Batch.COPY_DONE);
    }
}
