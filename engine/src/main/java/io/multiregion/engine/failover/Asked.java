package io.multiregion.engine.failover;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What an operator's call is about, or why it can't be. In the caller's transaction. */
public final class Asked {

    private Asked() {}

    /** The realm, unless it is this region's own business. */
    public static Optional<RealmState> replicated(Connection connection, String realmId) throws SQLException {
        return RealmRows.of(connection, realmId);
    }

    /** @throws RefusedException if there is no primary role that could move */
    static RealmState movable(Connection connection, String realmId) throws SQLException {
        return replicated(connection, realmId)
                .orElseThrow(() -> new RefusedException(
                        409, "not_replicated", "the realm is not replicated: there is no primary role to move"));
    }

    /** @throws RefusedException if the realm has no replica there */
    public static ReplicaState replica(Connection connection, String realmId, String region) throws SQLException {
        return ReplicaRows.of(connection, realmId, region)
                .orElseThrow(
                        () -> new RefusedException(404, "no_replica", "the realm has no replica in region " + region));
    }

    /** @throws RefusedException if the realm has a replica there */
    public static void requireNone(Connection connection, String realmId, String realmName, String region)
            throws SQLException {
        if (ReplicaRows.of(connection, realmId, region).isPresent()) {
            throw new RefusedException(
                    409, "replica_exists", "realm " + realmName + " has a replica in region " + region + " already");
        }
    }

    /** @throws RefusedException if another region is the primary */
    public static void requirePrimary(RealmState realm) {
        if (!realm.isPrimary()) {
            throw new RefusedException(
                    409,
                    "not_primary",
                    "realm " + realm.realmName() + " is a replica here: ask its primary at " + realm.primaryUrl());
        }
    }
}
