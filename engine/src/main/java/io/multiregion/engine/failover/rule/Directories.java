package io.multiregion.engine.failover.rule;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rule {@code people-imported}: a region that is no primary knows only those people of a directory (LDAP, any user storage that
 * imports) who were imported. How many there are besides, only the directory could tell; so it says what the realm's rows tell.
 */
final class Directories {

    private static final String STORAGE = "org.keycloak.storage.UserStorageProvider";
    private static final String LAST_SYNC = "lastSync";

    private final Connections connections;

    Directories(Connections connections) {
        this.connections = connections;
    }

    /** Never fails: whoever moves a realm may know that all who come are imported. */
    Finding of(String realmId) {
        List<String> warnings = connections.transaction(connection -> {
            List<String> said = new ArrayList<>();
            for (Map.Entry<String, String> storage :
                    storages(connection, realmId).entrySet()) {
                warning(connection, realmId, storage.getKey(), storage.getValue())
                        .ifPresent(said::add);
            }
            return said;
        });
        return warnings.isEmpty()
                ? Rules.holds(Rules.PEOPLE, "no user storage imports people, so all can sign in in each region")
                : new Finding(
                        Rules.PEOPLE, true, true, "whoever was imported can sign in in each region", null, warnings);
    }

    private static Map<String, String> storages(Connection connection, String realmId) throws SQLException {
        Map<String, String> names = new TreeMap<>();
        Sql.list(
                        connection,
                        "select ID, NAME from COMPONENT where REALM_ID = ? and PROVIDER_TYPE = ?",
                        row -> Map.entry(row.getString(1), String.valueOf(row.getString(2))),
                        realmId,
                        STORAGE)
                .forEach(storage -> names.put(storage.getKey(), storage.getValue()));
        return names;
    }

    private static Optional<String> warning(Connection connection, String realmId, String id, String name)
            throws SQLException {
        Map<String, String> config = new HashMap<>();
        Sql.list(
                        connection,
                        "select NAME, VALUE from COMPONENT_CONFIG where COMPONENT_ID = ?",
                        row -> Map.entry(row.getString(1), String.valueOf(row.getString(2))),
                        id)
                .forEach(setting -> config.put(setting.getKey(), setting.getValue()));
        if (!isOn(config, "enabled") || !isOn(config, "importEnabled")) {
            return Optional.empty();
        }
        int imported = Sql.first(
                        connection,
                        "select count(*) from USER_ENTITY where REALM_ID = ? and FEDERATION_LINK = ?",
                        row -> row.getInt(1),
                        realmId,
                        id)
                .orElse(0);
        return Optional.of("user storage " + name + ": people who were never imported can sign in on the primary only; "
                + imported + " are imported, and " + synced(config) + ". Sync all users on the primary before a move");
    }

    /** When all were imported, as the primary has noted it. A synchronisation of changes alone imports not all. */
    private static String synced(Map<String, String> config) {
        return config.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(LAST_SYNC))
                .filter(setting -> !setting.getKey().toUpperCase(Locale.ROOT).endsWith("CHANGED"))
                .map(setting -> seconds(setting.getValue()))
                .filter(seconds -> seconds > 0)
                .findFirst()
                .map(seconds -> "all were synchronized last at " + Instant.ofEpochSecond(seconds))
                .orElse("all were never synchronized");
    }

    private static long seconds(String value) {
        return value.matches("[0-9]{1,12}") ? Long.parseLong(value) : 0;
    }

    private static boolean isOn(Map<String, String> config, String setting) {
        return !"false".equalsIgnoreCase(config.get(setting));
    }
}
