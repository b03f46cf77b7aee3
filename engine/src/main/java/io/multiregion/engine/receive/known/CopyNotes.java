package io.multiregion.engine.receive.known;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;

/** What is kept of messages that were not done, for whoever asks this region. */
public final class CopyNotes {

    private final Connections connections;
    private final Clock clock;

    public CopyNotes(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Keeps that the primary has other tables, for the rule too that asks whether it has. */
    public void schema(RealmState realm, Header header, String difference) {
        connections.transaction(connection -> {
            StreamRows.erred(connection, realm, Trouble.of(Remedy.CHANGE_IN_COPY, difference), clock.millis());
            StreamRows.heardSchema(connection, realm, header.schema());
            return null;
        });
    }

    /** Keeps why a message failed. Only a primary's failures are this region's. */
    public void failure(Told told, Trouble trouble) {
        told.known()
                .filter(realm -> realm.isSecondary() && told.header().from().equals(realm.primaryRegion()))
                .ifPresent(realm ->
                        connections.run(connection -> StreamRows.erred(connection, realm, trouble, clock.millis())));
    }
}
