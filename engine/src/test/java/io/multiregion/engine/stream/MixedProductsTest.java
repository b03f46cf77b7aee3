package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** PostgreSQL and H2 do not agree on what fits: what one has and the other can't is said with its place, and what to do. */
final class MixedProductsTest {

    private static final int PAGE = 50;
    private static final Function<TextOrder, SchemaDatabase> FROM_POSTGRESQL =
            order -> order == TextOrder.CODE_POINTS ? SchemaDatabase.postgreSql(order) : SchemaDatabase.h2(order);
    private static final Function<TextOrder, SchemaDatabase> FROM_H2 =
            order -> order == TextOrder.CODE_POINTS ? SchemaDatabase.h2(order) : SchemaDatabase.postgreSql(order);

    /** PostgreSQL counts letters, H2 the halves of what is beyond U+FFFF. */
    @Test
    void aNameOfManyEmojiDoesNotFitH2() {
        assertSaid(FROM_POSTGRESQL, "\uD83D\uDE00".repeat(130), "H2");
    }

    @Test
    void aZeroDoesNotFitPostgreSql() {
        assertSaid(FROM_H2, "a\0b", "PostgreSQL");
    }

    private static void assertSaid(Function<TextOrder, SchemaDatabase> products, String name, String product) {
        try (TwoDatabases regions = new TwoDatabases(PAGE, products)) {
            RandomRealm.found(regions.eu());
            RandomRealm.found(regions.us());
            regions.copy(() -> {});
            regions.eu()
                    .insert(
                            "KEYCLOAK_GROUP",
                            "ID",
                            "odd",
                            "NAME",
                            name,
                            "PARENT_GROUP",
                            " ",
                            "REALM_ID",
                            TwoDatabases.REALM);
            regions.note(List.of(new ResourceKey(Kind.GROUP, "odd")));
            Trouble trouble =
                    assertThrows(TransportException.class, regions::ship).trouble();
            assertEquals(Remedy.CHANGE_IN_PRIMARY, trouble.remedy(), trouble::text);
            assertEquals(
                    Optional.of(new ResourceKey(Kind.GROUP, "odd")),
                    trouble.spot().resource());
            assertTrue(trouble.text().contains("KEYCLOAK_GROUP.NAME"), trouble::text);
            assertTrue(trouble.text().contains("which is " + product), trouble::text);
            regions.eu().update("update KEYCLOAK_GROUP set NAME = 'plain' where ID = 'odd'");
            regions.note(List.of(new ResourceKey(Kind.GROUP, "odd")));
            regions.ship();
            regions.assertEqual();
        }
    }
}
