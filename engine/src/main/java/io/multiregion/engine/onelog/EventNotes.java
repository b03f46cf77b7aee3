package io.multiregion.engine.onelog;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Which events of this secondary the primary is still to be told. Works in the caller's transaction. */
public final class EventNotes {

    /** One that is due. */
    record Note(String id, boolean admin) {}

    private EventNotes() {}

    /** Notes an event, in the transaction that stores it. @param now in milliseconds since 1970 */
    public static void note(Connection connection, String realmId, String id, boolean admin, long now)
            throws SQLException {
        Sql.update(
                connection,
                "insert into MR_EVENT_DUE (ID, REALM_ID, ADMIN_EVENT, NOTED_AT) values (?, ?, ?, ?)",
                id,
                realmId,
                admin ? 1 : 0,
                now);
    }

    /** The realms of which any is due. */
    static List<String> realms(Connection connection) throws SQLException {
        return Sql.list(connection, "select distinct REALM_ID from MR_EVENT_DUE", row -> row.getString(1));
    }

    /** The first ones that are due. */
    static List<Note> due(Connection connection, String realmId, int most) throws SQLException {
        return Sql.list(
                connection,
                Dialect.of(connection)
                        .first("select ID, ADMIN_EVENT from MR_EVENT_DUE where REALM_ID = ? order by NOTED_AT, ID"),
                row -> new Note(row.getString(1), row.getInt(2) == 1),
                realmId,
                most);
    }

    /** They have been told, or are there no more. */
    static void told(Connection connection, String realmId, List<Note> told) throws SQLException {
        for (Note note : told) {
            Sql.update(connection, "delete from MR_EVENT_DUE where ID = ? and REALM_ID = ?", note.id(), realmId);
        }
    }

    /** Those that were noted too long ago stay this region's own. @param before in milliseconds since 1970 */
    static int outlived(Connection connection, String realmId, long before) throws SQLException {
        return Sql.update(connection, "delete from MR_EVENT_DUE where REALM_ID = ? and NOTED_AT < ?", realmId, before);
    }

    /** The realm is gone, or its log is here. */
    public static void forget(Connection connection, String realmId) throws SQLException {
        Sql.update(connection, "delete from MR_EVENT_DUE where REALM_ID = ?", realmId);
    }
}
