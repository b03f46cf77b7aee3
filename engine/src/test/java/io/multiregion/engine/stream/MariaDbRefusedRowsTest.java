package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same on MariaDB, and what it refuses that PostgreSQL takes: the regions of these have one of each. */
final class MariaDbRefusedRowsTest extends RefusedRowsTest {

    private static final ResourceKey JOSE = new ResourceKey(Kind.USER, "jose");

    @Override
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.mariaDb(order);
    }

    /** Keycloak's names are compared without accents there, whatever the database's collation is. */
    @Test
    void twoUsersWhoDifferByAnAccentAlone() {
        try (TwoDatabases regions = mixed()) {
            user(regions.eu(), "jos\u00e9", "jos\u00e9");
            regions.copy(() -> {});
            user(regions.eu(), "jose", "jose");
            Trouble trouble = refused(regions, "USER_ENTITY");
            assertTrue(trouble.text().contains("USER_ENTITY.USERNAME"), trouble::text);
            assertTrue(trouble.text().contains("MariaDB"), trouble::text);
            assertFalse(trouble.text().contains("jos"), trouble::text);
            regions.eu().update("update USER_ENTITY set USERNAME = 'jose2' where ID = 'jose'");
            regions.note(List.of(JOSE));
            regions.ship();
            regions.assertEqual();
        }
    }

    @Test
    void anEmojiInAName() {
        try (TwoDatabases regions = mixed()) {
            regions.copy(() -> {});
            user(regions.eu(), "jose", "jose");
            regions.eu().update("update USER_ENTITY set FIRST_NAME = ? where ID = 'jose'", "Jos\ud83d\ude00");
            Trouble trouble = refused(regions, "USER_ENTITY");
            assertTrue(trouble.text().contains("USER_ENTITY.FIRST_NAME"), trouble::text);
            regions.eu().update("update USER_ENTITY set FIRST_NAME = 'Jos' where ID = 'jose'");
            regions.note(List.of(JOSE));
            regions.ship();
            regions.assertEqual();
        }
    }

    private static Trouble refused(TwoDatabases regions, String table) {
        regions.note(List.of(JOSE));
        Trouble trouble = assertThrows(TransportException.class, regions::ship).trouble();
        assertEquals(Optional.of(JOSE), trouble.spot().resource(), trouble::toString);
        assertEquals(Optional.of(table), trouble.spot().table(), trouble::toString);
        assertEquals(Remedy.CHANGE_IN_PRIMARY, trouble.remedy());
        return trouble;
    }

    private static TwoDatabases mixed() {
        Iterator<SchemaDatabase> products = List.of(
                        SchemaDatabase.postgreSql(TextOrder.CODE_POINTS), SchemaDatabase.mariaDb(TextOrder.CODE_POINTS))
                .iterator();
        TwoDatabases regions = new TwoDatabases(50, order -> products.next());
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
        return regions;
    }

    private static void user(TestRows region, String id, String name) {
        region.insert("USER_ENTITY", "ID", id, "USERNAME", name, "EMAIL_CONSTRAINT", id + "@x", "REALM_ID", "acme");
    }
}
