package io.multiregion.engine.onelog;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Inquiry.LoggedEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of Keycloak's tables of events. Works in the caller's transaction. */
final class EventRows {

    private EventRows() {}

    /** One of them; empty if it is there no more. */
    static Optional<LoggedEvent> of(Connection connection, String realmId, EventNotes.Note note) throws SQLException {
        EventTable events = EventTable.of(note.admin());
        return Sql.first(
                connection,
                "select ID, " + String.join(", ", events.columns()) + " from " + events.table()
                        + " where ID = ? and REALM_ID = ?",
                row -> new LoggedEvent(note.admin(), values(row, events)),
                note.id(),
                realmId);
    }

    private static Map<String, String> values(ResultSet row, EventTable events) throws SQLException {
        Map<String, String> values = new HashMap<>();
        values.put("ID", row.getString(1));
        for (int i = 0; i < events.columns().size(); i++) {
            String value = row.getString(i + 2);
            if (value != null) {
                values.put(events.columns().get(i), value);
            }
        }
        return values;
    }

    /** Adds one, unless there is one with its id. It may be told again, and changes nothing then. */
    static void add(Connection connection, String realmId, LoggedEvent event, long time) throws SQLException {
        EventTable events = EventTable.of(event.admin());
        String id = event.values().get("ID");
        if (Sql.first(connection, "select 1 from " + events.table() + " where ID = ?", row -> 1, id)
                .isPresent()) {
            return;
        }
        List<Object> values = new ArrayList<>(List.of(id, realmId));
        for (String column : events.columns()) {
            values.add(
                    column.equals(events.time())
                            ? (Object) time
                            : event.values().get(column));
        }
        Sql.update(
                connection,
                "insert into " + events.table() + " (ID, REALM_ID, " + String.join(", ", events.columns())
                        + ") values (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                values.toArray());
    }
}
