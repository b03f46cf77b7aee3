package io.multiregion.engine.operate.due;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The drills of all realms that want them, by as many statements for a thousand realms as for one. */
public final class Overdue {

    private final Map<String, Duration> every;
    private final Map<DrillRows.Of, Long> last;

    private Overdue(Map<String, Duration> every, Map<DrillRows.Of, Long> last) {
        this.every = every;
        this.last = last;
    }

    /** Works in the caller's transaction. */
    public static Overdue read(Connection connection) throws SQLException {
        Map<String, Duration> every = new HashMap<>();
        Sql.list(
                        connection,
                        "select REALM_ID, VALUE from REALM_ATTRIBUTE where NAME = ? and VALUE is not null",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        DrillsDue.EVERY)
                .forEach(one -> DrillsDue.duration(one.getValue()).ifPresent(time -> every.put(one.getKey(), time)));
        return new Overdue(every, every.isEmpty() ? Map.of() : DrillRows.last(connection));
    }

    /**
     * For how many seconds a drill to a replica is due: 0 if it is not, infinite if there never was one; empty where the realm wants none,
     * or the replica is not to take over.
     */
    public OptionalDouble seconds(ReplicaState replica, long now) {
        Duration between = every.get(replica.realmId());
        if (between == null || replica.status() != ReplicaStatus.ACTIVE) {
            return OptionalDouble.empty();
        }
        Long at = last.get(new DrillRows.Of(replica.realmId(), replica.region()));
        return OptionalDouble.of(
                at == null ? Double.POSITIVE_INFINITY : Math.max(0, now - at - between.toMillis()) / 1000.0);
    }
}
