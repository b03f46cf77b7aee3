package io.multiregion.engine.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.ForeignKeys;
import io.multiregion.engine.database.KeycloakDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody has judged each column of each replicated table of this version of Keycloak: a new one must be judged before it travels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReferencesTest {

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());

    @AfterAll
    void close() {
        database.close();
    }

    /** What is new goes into references.tsv if it refers to something, and into plain-columns.txt if it does not. */
    @Test
    void everyColumnIsJudged() throws IOException {
        Set<String> others = new TreeSet<>();
        for (OwnedTable table : catalogue.ownership().tables()) {
            catalogue.table(table).columns().keySet().stream()
                    .map(column -> table.name() + "." + column)
                    .forEach(others::add);
        }
        others.removeAll(leading());
        assertEquals(String.join("\n", plain()), String.join("\n", others));
    }

    /** What leads to a row's owner or realm, stays in its region, or is declared as a reference. */
    private Set<String> leading() {
        Set<String> leading = new TreeSet<>(declared().keySet());
        for (OwnedTable table : catalogue.ownership().tables()) {
            leading.add(table.name() + "." + table.owner().column());
            leading.add(table.name() + "." + table.realm().column());
            table.regional().forEach(column -> leading.add(table.name() + "." + column));
        }
        return leading;
    }

    private Map<String, Reference> declared() {
        return catalogue.ownership().tables().stream()
                .map(OwnedTable::name)
                .distinct()
                .flatMap(table -> catalogue.references().of(table).stream()
                        .map(reference -> Map.entry(table + "." + reference.column(), reference)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> plain() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ReferencesTest.class.getResourceAsStream("plain-columns.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void noForeignKeyIsMissing() {
        List<String> tables = catalogue.ownership().tables().stream()
                .map(OwnedTable::name)
                .distinct()
                .toList();
        Map<String, String> keys = database.transaction(connection -> ForeignKeys.of(connection, tables));
        assertTrue(keys.size() > 50, keys::toString);
        Map<String, Reference> declared = declared();
        Set<String> leading = leading();
        keys.forEach((column, table) -> {
            assertTrue(leading.contains(column), column);
            Reference reference = declared.get(column);
            if (reference != null && reference.realm() == null) {
                assertTrue(
                        reference.targets().stream()
                                .anyMatch(target -> target.table().equals(table)),
                        column);
            }
        });
    }

    /** So that one look-up by the key says whose a row is. */
    @Test
    void whatIsReferredToIsReplicatedAndHasOneKeyAndOneOwner() {
        declared().forEach((column, reference) -> {
            for (Reference.Target target : reference.targets()) {
                List<OwnedTable> tables = catalogue.ownership().named(target.table());
                assertEquals(1, tables.size(), column);
                assertEquals(1, catalogue.table(tables.get(0)).key().size(), column);
            }
            String[] parts = column.split("\\.");
            catalogue.table(catalogue.ownership().named(parts[0]).get(0)).column(parts[1]);
        });
    }
}
