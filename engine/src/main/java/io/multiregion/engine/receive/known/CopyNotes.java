package io.multiregion.engine.receive.known;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.StreamRows;

/** What is kept of messages that were not done, for whoever asks this region. */
public final class CopyNotes {

    private final Connections connections;

    public CopyNotes(Connections connections) {
        this.connections = connections;
    }

    /** Keeps that the primary has other tables, for the rule too that asks whether it has. */
    public void schema(RealmState realm, Header header, String difference) {
        connections.transaction(connection -> {
            StreamRows.erred(connection, realm.realmId(), difference);
            StreamRows.heardSchema(connection, realm, header.schema());
            return null;
        });
    }

    /** Keeps why a message failed. Only a primary's failures are this region's. */
    public void failure(Told told, String error) {
        if (told.known()
                .filter(realm -> realm.isSecondary() && told.header().from().equals(realm.primaryRegion()))
                .isPresent()) {
            connections.transaction(connection -> {
                StreamRows.erred(connection, told.header().realmId(), error);
                return null;
            });
        }
    }
}
