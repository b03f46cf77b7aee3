package io.multiregion.engine.onelog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keycloak's two tables of events. Their columns have text, but for the time. */
enum EventTable {
    USERS(
            "EVENT_ENTITY",
            "EVENT_TIME",
            "TYPE",
            "DETAILS_JSON_LONG_VALUE",
            "CLIENT_ID",
            "USER_ID",
            "SESSION_ID",
            "IP_ADDRESS",
            "ERROR",
            "DETAILS_JSON"),
    ADMINISTRATORS(
            "ADMIN_EVENT_ENTITY",
            "ADMIN_EVENT_TIME",
            "OPERATION_TYPE",
            "DETAILS_JSON",
            "RESOURCE_TYPE",
            "AUTH_REALM_ID",
            "AUTH_CLIENT_ID",
            "AUTH_USER_ID",
            "IP_ADDRESS",
            "RESOURCE_PATH",
            "REPRESENTATION",
            "ERROR");

    private final String table;
    private final List<String> columns;

    /** @param columns of all but the id and the realm: the time, the type and the details first */
    EventTable(String table, String... columns) {
        this.table = table;
        this.columns = List.of(columns);
    }

    static EventTable of(boolean admin) {
        return admin ? ADMINISTRATORS : USERS;
    }

    String table() {
        return table;
    }

    String time() {
        return columns.get(0);
    }

    String type() {
        return columns.get(1);
    }

    String details() {
        return columns.get(2);
    }

    List<String> columns() {
        return columns;
    }

    /** The types that Keycloak can read. One that it can't would break whoever lists events. */
    Set<String> types() {
        try (InputStream file =
                EventTable.class.getResourceAsStream(this == USERS ? "event-types.txt" : "operation-types.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
