package io.multiregion.engine.survey;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.operate.due.Overdue;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.vitals.VitalRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the database has for a survey: as many statements for a thousand realms as for one.
 *
 * @param replicas of the realms that this region leads
 * @param verified what comparisons have found
 * @param drills for how long drills are due, in milliseconds
 * @param divergences since when the oldest one is open, by realm id, in milliseconds since 1970
 * @param regions what other regions have said of themselves
 * @param journal how large the journal is, in bytes, if that is known
 */
record Found(
        List<ReplicaState> replicas,
        Map<VerificationRows.Of, VerificationRows.Result> verified,
        Overdue drills,
        Map<String, Long> divergences,
        Map<String, VitalRows.Known> regions,
        OptionalLong journal) {

    static Found read(Connection connection) throws SQLException {
        return new Found(
                ReplicaRows.all(connection),
                VerificationRows.results(connection),
                Overdue.read(connection),
                DivergenceRows.oldest(connection),
                VitalRows.all(connection),
                Dialect.of(connection).size(connection, "MR_JOURNAL"));
    }
}
