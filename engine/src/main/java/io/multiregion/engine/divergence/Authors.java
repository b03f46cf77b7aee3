package io.multiregion.engine.divergence;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who changed some resources last, if the realm keeps admin events: one pass over the latest of them, whatever the resources. */
final class Authors {

    /** What happened before so many events is not looked at. */
    private static final int MOST_EVENTS = 20_000;

    /** An event is noted before its transaction commits. */
    private static final long EARLIER = Duration.ofMinutes(10).toMillis();

    private record Event(String path, String user) {}

    private final Map<String, String> users = new HashMap<>();

    private Authors() {}

    /**
     * In the caller's transaction.
     *
     * @param ids the ids of the resources
     * @param since when the first of them was changed, in milliseconds since 1970
     */
    static Authors of(Connection connection, String realmId, Set<String> ids, long since) throws SQLException {
        Authors authors = new Authors();
        Sql.list(
                        connection,
                        Dialect.of(connection)
                                .first("select RESOURCE_PATH, AUTH_USER_ID from ADMIN_EVENT_ENTITY where REALM_ID = ?"
                                        + " and ADMIN_EVENT_TIME >= ? order by ADMIN_EVENT_TIME desc"),
                        row -> new Event(row.getString(1), row.getString(2)),
                        realmId,
                        since - EARLIER,
                        MOST_EVENTS)
                .forEach(event -> authors.note(event, ids));
        return authors;
    }

    /** A path has a resource's id after its type: {@code users/<id>/role-mappings/realm}. */
    private void note(Event event, Set<String> ids) {
        if (event.path() == null || event.user() == null) {
            return;
        }
        String[] names = event.path().split("/");
        for (int i = 1; i < names.length; i++) {
            if (ids.contains(names[i])) {
                users.putIfAbsent(names[i], event.user());
            }
        }
    }

    Optional<String> of(String id) {
        return Optional.ofNullable(users.get(id));
    }
}
