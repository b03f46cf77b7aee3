package io.multiregion.engine.stale;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What realms say of their copies, in Keycloak's table of their attributes. Works in the caller's transaction. */
final class PolicyRows {

    private record Attribute(String realmId, String name, String value) {}

    private PolicyRows() {}

    /** The policies of all realms that have one, by realm id. */
    static Map<String, StalePolicy> all(Connection connection) throws SQLException {
        Map<String, Map<String, String>> attributes = new HashMap<>();
        for (Attribute one : Sql.list(
                connection,
                "select REALM_ID, NAME, VALUE from REALM_ATTRIBUTE where NAME in (?, ?)",
                row -> new Attribute(row.getString(1), row.getString(2), row.getString(3)),
                StalePolicy.MOST,
                StalePolicy.THEN)) {
            attributes.computeIfAbsent(one.realmId(), id -> new HashMap<>()).put(one.name(), one.value());
        }
        Map<String, StalePolicy> policies = new HashMap<>();
        attributes.forEach((realmId, of) -> policies.put(realmId, StalePolicy.of(of)));
        return policies;
    }
}
