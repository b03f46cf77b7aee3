package io.multiregion.engine.operate.due;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The drills of all realms that want them, by as many statements for a thousand realms as for one. */
public final class Overdue {

    private final Map<String, Rhythm> every;
    private final Map<DrillRows.Of, DrillRows.Last> last;

    private Overdue(Map<String, Rhythm> every, Map<DrillRows.Of, DrillRows.Last> last) {
        this.every = every;
        this.last = last;
    }

    /** Works in the caller's transaction. */
    public static Overdue read(Connection connection) throws SQLException {
        Map<String, Rhythm> every = new HashMap<>();
        Sql.list(
                        connection,
                        "select REALM_ID, VALUE from REALM_ATTRIBUTE where NAME = ? and VALUE is not null",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        DrillsDue.EVERY)
                .forEach(one -> Rhythm.of(one.getValue()).ifPresent(rhythm -> every.put(one.getKey(), rhythm)));
        return new Overdue(every, every.isEmpty() ? Map.of() : DrillRows.last(connection));
    }

    /**
     * For how many seconds a drill to a replica is due: 0 if it is not, infinite if there never was one; empty where the realm wants none,
     * or the replica is not to take over.
     */
    public OptionalDouble seconds(ReplicaState replica, long now) {
        Rhythm rhythm = every.get(replica.realmId());
        if (rhythm == null || replica.status() != ReplicaStatus.ACTIVE) {
            return OptionalDouble.empty();
        }
        Optional<DrillRows.Last> made =
                Optional.ofNullable(last.get(new DrillRows.Of(replica.realmId(), replica.region())));
        return OptionalDouble.of(new Proof(replica.region(), made, rhythm).overdueSeconds(now));
    }
}
