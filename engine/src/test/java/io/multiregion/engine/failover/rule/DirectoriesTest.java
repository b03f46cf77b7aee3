package io.multiregion.engine.failover.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Finding;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of people in directories, in Keycloak's own tables. */
final class DirectoriesTest {

    private final KeycloakDatabase database = new KeycloakDatabase();

    @BeforeEach
    void aRealm() {
        write("insert into REALM (ID, NAME) values ('acme', 'acme')");
        storage("people", "org.keycloak.storage.UserStorageProvider");
        storage("keys", "org.keycloak.keys.KeyProvider");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoIsImportedAndWhenAllWereIsSaid() {
        assertEquals(List.of(said(0, "all were never synchronized")), warnings());
        write(
                "insert into USER_ENTITY (ID, REALM_ID, USERNAME, FEDERATION_LINK) values ('1', 'acme', 'ida', 'people')");
        write("insert into USER_ENTITY (ID, REALM_ID, USERNAME) values ('2', 'acme', 'own')");
        setting("lastSync_CHANGED", "1700000000");
        assertEquals(List.of(said(1, "all were never synchronized")), warnings());
        setting("lastSync_FULL", "1700000000");
        assertEquals(List.of(said(1, "all were synchronized last at 2023-11-14T22:13:20Z")), warnings());
    }

    @Test
    void nothingIsSaidWhereNobodyIsImported() {
        setting("importEnabled", "false");
        assertEquals(List.of(), warnings());
        write("update COMPONENT_CONFIG set NAME = 'enabled'");
        assertEquals(List.of(), warnings());
        write("update COMPONENT_CONFIG set VALUE = 'true'");
        assertEquals(1, warnings().size());
    }

    private static String said(int imported, String synced) {
        return "user storage people: people who were never imported can sign in on the primary only; " + imported
                + " are imported, and " + synced + ". Sync all users on the primary before a move";
    }

    private List<String> warnings() {
        Finding finding = new Directories(database).of("acme");
        assertTrue(finding.holds(), finding::toString);
        return finding.warnings();
    }

    private void storage(String id, String type) {
        write(
                "insert into COMPONENT (ID, NAME, PROVIDER_ID, PROVIDER_TYPE, REALM_ID) values (?, ?, 'ldap', ?, 'acme')",
                id,
                id,
                type);
    }

    private void setting(String name, String value) {
        write(
                "insert into COMPONENT_CONFIG (ID, COMPONENT_ID, NAME, VALUE) values (?, 'people', ?, ?)",
                name,
                name,
                value);
    }

    private void write(String sql, Object... bound) {
        database.transaction(connection -> Sql.update(connection, sql, bound));
    }
}
