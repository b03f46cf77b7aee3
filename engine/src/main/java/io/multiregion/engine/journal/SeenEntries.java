package io.multiregion.engine.journal;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The entries that a snapshot sees, where a statement that changes rows sees more ({@link
 * io.multiregion.engine.database.Dialect#changesByKeyAlone}). They are read, and then changed by their ids: so none gets a sequence whose
 * change the snapshot does not have, and nobody who appends waits for a cut.
 */
final class SeenEntries {

    private static final String OPEN = "select ID from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null order by ID";

    private static final String OLDER =
            "select ID from MR_JOURNAL where REALM_ID = ? and SEQUENCE < ? and exists (select 1"
                    + " from MR_JOURNAL newer where newer.REALM_ID = MR_JOURNAL.REALM_ID and newer.SEQUENCE = ?"
                    + " and newer.KIND = MR_JOURNAL.KIND and newer.RESOURCE_ID = MR_JOURNAL.RESOURCE_ID) order by ID";

    private SeenEntries() {}

    /** As {@link Journal#sequence}, after the stream has moved on. */
    static void sequence(Connection connection, String realmId, Position position) throws SQLException {
        Sql.batch(
                connection,
                Journal.PLACED,
                Sql.list(
                        connection,
                        OPEN,
                        row -> new Object[] {position.sequence(), position.epoch(), row.getLong(1)},
                        realmId));
        Sql.batch(
                connection,
                Journal.GONE,
                Sql.list(
                        connection,
                        OLDER,
                        row -> new Object[] {row.getLong(1)},
                        realmId,
                        position.sequence(),
                        position.sequence()));
    }
}
