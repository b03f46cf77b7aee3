package io.multiregion.engine.forgotten;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.RoleChanged;
import java.time.Clock;
import java.time.Duration;

/** Where operators of a secondary remove a copy that no primary feeds. Works on threads without a transaction. */
public final class ForgottenCopies {

    private final Connections connections;
    private final CopyRemoval removal;
    private final RoleChanged changed;
    private final Clock clock;

    /** @param changed told the id of a realm whose copy is gone */
    public ForgottenCopies(Connections connections, CopyRemoval removal, RoleChanged changed, Clock clock) {
        this.connections = connections;
        this.removal = removal;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Removes this region's copy of a realm, with the realm. Blocks until it is gone; called again, it goes on where it was interrupted.
     *
     * @param force whether to remove one, too, whose primary does not answer
     * @throws RefusedException if there is no copy here, or its primary feeds it
     */
    public void remove(String realmId, boolean force) {
        removal.of(connections.transaction(connection -> {
            RealmState copy = RoleRows.lock(connection, realmId)
                    .filter(RealmState::isSecondary)
                    .orElseThrow(() -> new RefusedException(
                            409, "not_a_copy", "this region holds no copy of the realm: there is none to remove"));
            refuse(copy, force);
            RealmRows.setStatus(connection, realmId, ReplicaStatus.DELETING);
            return copy;
        }));
        changed.changed(realmId);
    }

    private void refuse(RealmState copy, boolean force) {
        if (copy.status() == ReplicaStatus.FORGOTTEN || copy.status() == ReplicaStatus.DELETING) {
            return;
        }
        Duration silent = Duration.between(copy.heardAt(), clock.instant());
        if (silent.compareTo(FeedCheck.SILENCE) < 0) {
            throw new RefusedException(
                    409,
                    "copy_is_fed",
                    "region " + copy.primaryRegion() + " feeds this copy: delete the replica there, at "
                            + copy.primaryUrl());
        }
        if (!force) {
            throw new RefusedException(
                    409,
                    "primary_silent",
                    "region " + copy.primaryRegion() + " was not heard of for " + silent.toSeconds()
                            + " s, and has not said that it has no replica here: if it is gone for good and this copy"
                            + " is not to take over, remove it with ?force=true");
        }
    }
}
