package io.multiregion.engine.receive.known;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;

/** What is kept of messages that were not done, for whoever asks this region. */
public final class CopyNotes {

    private final Connections connections;

    public CopyNotes(Connections connections) {
        this.connections = connections;
    }

    /** Keeps that the primary has other tables, for the rule too that asks whether it has. */
    public void schema(RealmState realm, Header header, String difference) {
        connections.transaction(connection -> {
            RealmRows.noteError(connection, realm.realmId(), difference);
            return Sql.update(
                    connection,
                    "update MR_STREAM set HEARD_SCHEMA = ? where REALM_ID = ? and STREAM = ?",
                    header.schema(),
                    realm.realmId(),
                    realm.stream());
        });
    }

    /** Keeps why a message failed. Only a primary's failures are this region's. */
    public void failure(Told told, String error) {
        if (told.known()
                .filter(realm -> realm.isSecondary() && told.header().from().equals(realm.primaryRegion()))
                .isPresent()) {
            connections.transaction(connection -> {
                RealmRows.noteError(connection, told.header().realmId(), error);
                return null;
            });
        }
    }

    /** The copy cursor that this region has reached. */
    public static String cursor(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                        row -> row.getString(1),
                        realmId)
                .orElse("");
    }
}
