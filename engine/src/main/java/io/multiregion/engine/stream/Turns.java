package io.multiregion.engine.stream;

import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.chronicle.TimelineRows.Happening;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.vitals.Condition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Notes each time when a replica comes to another state. Used by one thread at a time, on the node that ships. */
final class Turns {

    private record Key(String realmId, String region) {}

    private record Since(Condition condition, long at) {}

    private final Map<Key, Since> known = new HashMap<>();

    /** Whether a replica is in another state than it was. */
    boolean isNew(ReplicaState replica, Condition condition) {
        Since before = known.get(new Key(replica.realmId(), replica.region()));
        return before == null || before.condition() != condition;
    }

    /** A node that has just begun to ship looks what was noted last. */
    void note(Connection connection, ReplicaState replica, Condition condition, long now) throws SQLException {
        Key key = new Key(replica.realmId(), replica.region());
        Since before = known.get(key);
        if (before == null) {
            Happening last = TimelineRows.last(connection, replica.realmId(), Condition.WORDS)
                    .get(replica.region());
            before = last == null ? null : new Since(Condition.read(last.what()), last.at());
        }
        if (before != null && before.condition() == condition) {
            known.put(key, before);
            return;
        }
        String text = replica.lastError() == null ? "" : replica.lastError().text();
        Long lasted = before == null ? null : Math.max(0, now - before.at());
        TimelineRows.add(
                connection, replica.realmId(), new Happening(replica.region(), condition.name(), text, lasted, now));
        known.put(key, new Since(condition, now));
    }

    /** Only these replicas are left. */
    void keep(Map<String, Set<String>> regionsByRealm) {
        known.keySet()
                .removeIf(key ->
                        !regionsByRealm.getOrDefault(key.realmId(), Set.of()).contains(key.region()));
    }
}
