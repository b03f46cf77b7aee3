package io.multiregion.engine.written;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.EpochRows;
import io.multiregion.engine.state.store.EpochRows.Epoch;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.written.Reading.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How far this region is with a realm.
 *
 * @param whole whether it stands for an instant of the primary: a copy that is still made does not
 * @param epochs who was primary when
 */
record Reach(Position position, boolean whole, List<Epoch> epochs) {

    static Optional<Reach> of(Connection connection, String realmId) throws SQLException {
        Optional<RealmState> realm = RealmRows.of(connection, realmId);
        return realm.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reach(
                        realm.get().position(),
                        realm.get().isPrimary()
                                || StreamRows.cursor(connection, realmId).equals(Batch.COPY_DONE),
                        EpochRows.of(connection, realmId)));
    }

    /** An epoch that began below the position goes on without it: a later position is none that holds it. */
    Verdict of(Position wanted) {
        boolean lost = epochs.stream()
                .anyMatch(epoch -> epoch.epoch() > wanted.epoch() && epoch.beganAt() < wanted.sequence());
        if (lost) {
            return Verdict.LOST;
        }
        return whole && position.epoch() >= wanted.epoch() && position.sequence() >= wanted.sequence()
                ? Verdict.REACHED
                : Verdict.NOT_YET;
    }
}
