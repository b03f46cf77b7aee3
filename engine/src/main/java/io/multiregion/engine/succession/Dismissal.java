package io.multiregion.engine.succession;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.StreamRows;
import java.sql.Connection;
import java.sql.SQLException;

/** How a primary is done with a replica. */
public final class Dismissal {

    private Dismissal() {}

    /**
     * Removes a replica, unless it is another one by now; a realm without any is this region's own business again. How far the realm has
     * come is not forgotten. In the caller's transaction.
     */
    public static void of(Connection connection, ReplicaState replica) throws SQLException {
        String realmId = replica.realmId();
        ReplicaRows.remove(connection, replica);
        StreamRows.calm(connection, realmId);
        if (ReplicaRows.of(connection, realmId).isEmpty()) {
            RealmRows.release(connection, realmId);
            Journal.forget(connection, realmId);
            TimelineRows.forget(connection, realmId);
            DrillRows.forget(connection, realmId);
        }
    }
}
