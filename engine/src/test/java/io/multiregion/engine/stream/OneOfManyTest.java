package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.schema.SchemaDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a change of one costs does not grow with how many of them there are. */
class OneOfManyTest {

    private static final String SERVER = "files";
    private static final int MANY = 1_000;

    private final TwoDatabases regions = new TwoDatabases(400, SchemaDatabase::h2);

    @BeforeEach
    void found() {
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
        regions.eu().insert("CLIENT", "ID", SERVER, "CLIENT_ID", SERVER, "REALM_ID", TwoDatabases.REALM);
        regions.eu().insert("RESOURCE_SERVER", "ID", SERVER);
        regions.eu().insert("RESOURCE_SERVER_SCOPE", "ID", "read", "NAME", "read", "RESOURCE_SERVER_ID", SERVER);
        for (int i = 0; i < MANY; i++) {
            register("resource" + i);
            permit("policy" + i, "resource" + i);
        }
        regions.copy(() -> {});
        regions.assertEqual();
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void aResourceThatIsRegisteredShipsNoOther() {
        register("one");
        ships(3, Kind.AUTHORIZATION_RESOURCE, "one");
    }

    @Test
    void aPermissionShipsNoOther() {
        permit("one", "resource7");
        ships(4, Kind.AUTHORIZATION_POLICY, "one");
    }

    @Test
    void aTicketShipsNoOther() {
        for (int i = 0; i < 10; i++) {
            ask("ticket" + i);
        }
        ships(1, Kind.PERMISSION_TICKET, "ticket3");
    }

    private void ships(int rows, Kind kind, String id) {
        regions.note(List.of(new ResourceKey(kind, id)));
        long shipped = regions.ship();
        assertTrue(shipped <= rows, shipped + " rows");
    }

    private void register(String id) {
        regions.eu()
                .insert(
                        "RESOURCE_SERVER_RESOURCE",
                        "ID",
                        id,
                        "NAME",
                        id,
                        "OWNER",
                        SERVER,
                        "RESOURCE_SERVER_ID",
                        SERVER);
        regions.eu().insert("RESOURCE_URIS", "RESOURCE_ID", id, "VALUE", "/" + id);
        regions.eu().insert("RESOURCE_SCOPE", "RESOURCE_ID", id, "SCOPE_ID", "read");
    }

    private void permit(String id, String resource) {
        regions.eu()
                .insert("RESOURCE_SERVER_POLICY", "ID", id, "NAME", id, "TYPE", "uma", "RESOURCE_SERVER_ID", SERVER);
        regions.eu().insert("RESOURCE_POLICY", "POLICY_ID", id, "RESOURCE_ID", resource);
        regions.eu().insert("SCOPE_POLICY", "POLICY_ID", id, "SCOPE_ID", "read");
        regions.eu().insert("POLICY_CONFIG", "POLICY_ID", id, "NAME", "users", "VALUE", "[]");
    }

    private void ask(String id) {
        regions.eu()
                .insert(
                        "RESOURCE_SERVER_PERM_TICKET",
                        "ID",
                        id,
                        "OWNER",
                        SERVER,
                        "REQUESTER",
                        id,
                        "RESOURCE_ID",
                        "resource7",
                        "RESOURCE_SERVER_ID",
                        SERVER);
    }
}
