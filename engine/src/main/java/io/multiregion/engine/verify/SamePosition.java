package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Has both sides say what they have at one and the same position: the cut that leads there is shipped, this side is read in the cut's own
 * snapshot, and nothing more is shipped until the other side has answered. Or, where nothing may be shipped, at the position that the
 * other side has reached.
 */
final class SamePosition {

    /** What this side has, and what the other one is to be asked for it; null if nothing. */
    record Ours<T>(T digests, Question<Answer.Digests> question) {}

    /** What both sides have; nothing of theirs where nothing was asked. */
    record Both<T>(Ours<T> ours, Map<String, Digest> theirs) {}

    /** Reads this side, in a snapshot. */
    interface Side<T> {
        Ours<T> in(Connection connection) throws SQLException;
    }

    private record Taken<T>(Ours<T> ours, Cut cut) {}

    private final Cutter cutter;
    private final Snapshots.LeaseCheck lease;
    private final Line line;
    private final RealmState realm;
    private final boolean stands;
    private ReplicaState level;

    /** @param stands whether nothing is shipped */
    SamePosition(
            Cutter cutter,
            Snapshots.LeaseCheck lease,
            Line line,
            RealmState realm,
            ReplicaState replica,
            boolean stands) {
        this.cutter = cutter;
        this.lease = lease;
        this.line = line;
        this.realm = realm;
        this.level = replica;
        this.stands = stands;
    }

    /** The replica as it stands at the last position. */
    ReplicaState level() {
        return level;
    }

    <T> Both<T> both(Side<T> side) {
        Taken<T> taken = cutter.inSnapshot(
                realm,
                lease,
                (connection, position, takenAt) -> new Taken<>(
                        side.in(connection),
                        stands
                                ? Cut.nothing(level.acknowledged(), takenAt)
                                : cutter.cutIn(
                                        connection,
                                        realm,
                                        new Cutter.Since(
                                                level.acknowledged(), level.copyCursor(), 0, takenAt, line.kinds()),
                                        position)));
        Cut cut = taken.cut();
        if (!cut.isEmpty()) {
            line.deliver(realm, level, cut);
        }
        level = level.change().acknowledged(cut.position()).state();
        Question<Answer.Digests> question = taken.ours().question();
        Map<String, Digest> theirs = question == null
                ? Map.of()
                : line.ask(realm, level, cut.position(), question).digests();
        line.beat(realm, level, stands || level.isComparing() ? 0 : cut.takenAt());
        return new Both<>(taken.ours(), theirs);
    }
}
