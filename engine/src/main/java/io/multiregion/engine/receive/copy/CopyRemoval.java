package io.multiregion.engine.receive.copy;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.onelog.EventNotes;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.PartRows;
import io.multiregion.engine.records.Progress;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.withdrawn.WithdrawnConsents;

/** Removes a copy and all that was known of its stream, but for how far the realm has come. */
public final class CopyRemoval {

    private final Connections connections;
    private final Removal removal;

    public CopyRemoval(Connections connections, Removal removal) {
        this.connections = connections;
        this.removal = removal;
    }

    /** Blocks until the commit; on a thread without a transaction. Said again, it goes on where it was interrupted. */
    public void of(RealmState realm) {
        String realmId = realm.realmId();
        removal.remove(realmId);
        connections.run(connection -> {
            if (RoleRows.lock(connection, realmId)
                    .filter(now -> now.stream().equals(realm.stream()))
                    .isEmpty()) {
                return;
            }
            Journal.forget(connection, realmId);
            RealmRows.release(connection, realmId);
            ReplicaRows.forget(connection, realmId);
            TimelineRows.forget(connection, realmId);
            DrillRows.forget(connection, realmId);
            PartRows.forget(connection, realmId);
            ModelRows.forget(connection, realmId);
            DataKeyRows.forget(connection, realmId);
            Progress.forget(connection, realmId);
            Returns.forget(connection, realmId);
            EndedSessions.forget(connection, realmId);
            EventNotes.forget(connection, realmId);
            FailedSignInRows.forget(connection, realmId);
            WithdrawnConsents.forget(connection, realmId);
            RealmRows.forget(connection, realmId);
        });
    }
}
