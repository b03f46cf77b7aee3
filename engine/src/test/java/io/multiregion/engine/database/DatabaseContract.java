package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.stream.RandomRealm;
import io.multiregion.engine.stream.TestRows;
import io.multiregion.engine.stream.TwoDatabases;
import io.multiregion.schema.TextOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine relies on, whatever product a region has. A new product passes it with a class of its own. */
abstract class DatabaseContract extends ConcurrencyContract {

    @Test
    void theSizeOfATableIsNotGuessed() {
        long none = database.transaction(connection -> dialect().size(connection, "NO_SUCH_TABLE"))
                .orElse(0);
        long some = database.transaction(connection -> dialect().size(connection, "MR_REALM"))
                .orElse(1);
        assertEquals(0, none);
        assertTrue(some > 0);
    }

    @Test
    void theGreaterOfTwoIsTaken() {
        for (long value : List.of(5L, 3L, 7L)) {
            database.run(connection -> Sql.update(
                    connection, "update MR_REALM set EPOCH = " + dialect().greater("EPOCH", "?"), value));
        }
        assertEquals(7, database.transaction(ConcurrencyContract::epoch));
    }

    @ParameterizedTest
    @EnumSource(TextOrder.class)
    void pagesGoThroughAllInTheDatabasesOwnOrder(TextOrder order) {
        Set<String> ids = Set.of("a", "B", "c", "_d", "-e", "\u00e4", "Z", "z", "1", "\u00df", "A");
        try (KeycloakDatabase ordered = new KeycloakDatabase(made(order))) {
            TestRows rows = new TestRows(ordered);
            rows.insert("REALM", "ID", "acme", "NAME", "acme");
            ids.forEach(id -> {
                // MariaDB takes names that differ by an accent or by case for the same
                String name = "user-" + (int) id.charAt(id.length() - 1) + "-" + id.length();
                rows.insert("USER_ENTITY", "ID", id, "USERNAME", name, "EMAIL_CONSTRAINT", name, "REALM_ID", "acme");
            });
            OwnedTable users = rows.catalogue().ownership().root(Kind.USER);
            for (String sql : List.of(
                    rows.catalogue().selects().nextOwners(users),
                    rows.catalogue().selects().nextOwners(List.of(users)))) {
                List<String> seen = new ArrayList<>();
                List<String> page = List.of("");
                while (!page.isEmpty()) {
                    List<Object> bound = new ArrayList<>(List.of("acme", page.get(page.size() - 1), 2));
                    if (sql.contains("page.id")) {
                        bound.add(2);
                    }
                    page = rows.texts(sql, bound.toArray());
                    assertTrue(page.size() <= 2);
                    seen.addAll(page);
                }
                assertEquals(ids, new HashSet<>(seen));
                assertEquals(ids.size(), seen.size(), "none comes twice");
            }
        }
    }

    @Test
    void uniqueValuesAreSwappedWithinOneCut() {
        try (TwoDatabases regions = regions()) {
            for (String id : List.of("one", "two", "three")) {
                regions.eu()
                        .insert("USER_ENTITY", "ID", id, "USERNAME", id, "EMAIL_CONSTRAINT", id, "REALM_ID", "acme");
            }
            regions.copy(() -> {});
            for (String change : List.of("one free", "two one", "three two", "free three")) {
                String[] names = change.split(" ");
                regions.eu().update("update USER_ENTITY set USERNAME = ? where USERNAME = ?", names[1], names[0]);
            }
            regions.note(List.of(
                    new ResourceKey(Kind.USER, "one"),
                    new ResourceKey(Kind.USER, "two"),
                    new ResourceKey(Kind.USER, "three")));
            regions.ship();
            regions.assertEqual();
        }
    }

    @Test
    void aCopyOverAnOlderOneEndsEqual() {
        try (TwoDatabases regions = regions()) {
            Random random = new Random(11);
            new RandomRealm(regions.eu(), random).change(60);
            new RandomRealm(regions.us(), random).change(60);
            regions.copy(() -> {});
            regions.assertEqual();
        }
    }

    @Test
    void largeValuesArriveWhole() {
        try (TwoDatabases regions = regions()) {
            String large = "x\u00e4\u6f22".repeat(500_000);
            regions.eu().insert("REALM_ATTRIBUTE", "REALM_ID", "acme", "NAME", "large", "VALUE", large);
            regions.copy(() -> {});
            assertEquals(
                    List.of(large),
                    regions.us().texts("select VALUE from REALM_ATTRIBUTE where REALM_ID = 'acme' and NAME = 'large'"));
        }
        byte[] bytes = new byte[9 << 20];
        new Random(1).nextBytes(bytes);
        database.run(connection -> {
            Sql.update(
                    connection,
                    "insert into MR_DATA_KEY (ID, REALM_ID, STATUS, WRAPPED, CREATED_AT, COMPLETED_AT)"
                            + " values ('k', 'acme', 'ACTIVE', ?, 0, 0)",
                    (Object) bytes);
            assertArrayEquals(
                    bytes,
                    Sql.first(connection, "select WRAPPED from MR_DATA_KEY", row -> row.getBytes(1))
                            .orElseThrow());
        });
    }

    private TwoDatabases regions() {
        TwoDatabases regions = new TwoDatabases(3, this::made);
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
        return regions;
    }

    @Test
    void statisticsAreBroughtUpToDateWithinATransaction() {
        TestRows rows = new TestRows(database);
        List<String> tables = rows.catalogue().ownership().tables().stream()
                .map(owned -> rows.catalogue().table(owned).actual())
                .distinct()
                .toList();
        database.run(connection -> {
            Sql.update(connection, CHANGE);
            dialect().analyze(connection, tables);
        });
        assertEquals(1, database.transaction(ConcurrencyContract::epoch));
    }

    /** A region of one product takes batches of another. */
    @Test
    void theTablesLookToOthersAsThoseOfH2() {
        try (KeycloakDatabase h2 = new KeycloakDatabase()) {
            assertEquals(
                    String.join("\n", new TestRows(h2).catalogue().shape().elements()),
                    String.join("\n", new TestRows(database).catalogue().shape().elements()));
        }
    }
}
