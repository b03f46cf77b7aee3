package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import java.util.function.Consumer;

/** Removes a copy and all that was known of its stream, but for how far the realm has come. */
public final class CopyRemoval {

    private final Connections connections;
    private final Journal journal;
    private final Consumer<String> removal;

    /** @param removal removes this region's copy of a realm, by its id, with all that belongs to it */
    public CopyRemoval(Connections connections, Journal journal, Consumer<String> removal) {
        this.connections = connections;
        this.journal = journal;
        this.removal = removal;
    }

    /** Blocks until the commit; on a thread without a transaction. Said again, it goes on where it was interrupted. */
    void of(RealmState realm) {
        String realmId = realm.realmId();
        removal.accept(realmId);
        connections.transaction(connection -> {
            if (RoleRows.lock(connection, realmId)
                    .filter(now -> now.stream().equals(realm.stream()))
                    .isEmpty()) {
                return 0;
            }
            journal.forget(connection, realmId);
            RealmRows.release(connection, realmId);
            Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realmId);
            ModelRows.forget(connection, realmId);
            return Sql.update(connection, "delete from MR_REALM where REALM_ID = ?", realmId);
        });
    }
}
