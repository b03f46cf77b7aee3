package io.multiregion.engine.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consents of one user that several regions were given, with ids of their own. */
final class ConsentMergeTest {

    private static final Ownership OWNERSHIP = Ownership.load();
    private static final List<String> CONSENT =
            List.of("CLIENT_ID", "CREATED_DATE", "ID", "LAST_UPDATED_DATE", "USER_ID");
    private static final List<String> WITHDRAWN = List.of("CLIENT", "REALM_ID", "USER_ID", "WITHDRAWN_AT");
    private static final List<String> CLIENTS = List.of("shop", "bank");
    private static final List<String> SCOPE = List.of("SCOPE_ID", "USER_CONSENT_ID");

    @ParameterizedTest
    @CsvSource({
        "USER_CONSENT, USER_CONSENT_CLIENT_SCOPE, MR_WITHDRAWN_CONSENT",
        "FED_USER_CONSENT, FED_USER_CONSENT_CL_SCOPE, MR_WITHDRAWN_FED_CONSENT"
    })
    void anyOrderAndAnyRepetitionGivesTheLastWordForEachClient(String consents, String scopes, String withdrawn) {
        OwnedTable parent = OWNERSHIP.named(consents).get(0);
        OwnedTable child = OWNERSHIP.named(scopes).get(0);
        OwnedTable ends = OWNERSHIP.named(withdrawn).get(0);
        ResourceMerge merge =
                new ResourceMerge(table -> table.equals(parent) ? CONSENT : table.equals(child) ? SCOPE : WITHDRAWN);
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            var primary = rows(parent, child, ends, random);
            var others = Stream.generate(() -> rows(parent, child, ends, random))
                    .limit(3)
                    .toList();
            var again = new ArrayList<>(others);
            again.add(others.get(random.nextInt(3)));
            Collections.shuffle(again, random);
            assertEquals(text(all(merge, primary, others)), text(all(merge, primary, again)), "seed " + seed);
            var consentsOfOne = all(merge, primary, others).get(parent).values().stream()
                    .map(row -> row[0])
                    .toList();
            assertEquals(new TreeSet<>(consentsOfOne).size(), consentsOfOne.size(), "seed " + seed);
            assertLastWord(all(merge, primary, others), primary, others, parent, ends, "seed " + seed);
        }
    }

    /** The later one of when it was given and when it was withdrawn, in any region; at the same time it is withdrawn. */
    private static void assertLastWord(
            Map<OwnedTable, Map<List<Object>, Object[]>> merged,
            Map<OwnedTable, Map<List<Object>, Object[]>> primary,
            List<Map<OwnedTable, Map<List<Object>, Object[]>>> others,
            OwnedTable parent,
            OwnedTable ends,
            String seed) {
        for (String client : CLIENTS) {
            long given = latest(primary, others, parent, client);
            long withdrawn = latest(primary, others, ends, client);
            List<Object> left = merged.get(parent).values().stream()
                    .filter(row -> row[0].equals(client))
                    .map(row -> row[3])
                    .toList();
            assertEquals(given > withdrawn ? List.of(given) : List.of(), left, seed);
        }
    }

    private static long latest(
            Map<OwnedTable, Map<List<Object>, Object[]>> primary,
            List<Map<OwnedTable, Map<List<Object>, Object[]>>> others,
            OwnedTable table,
            String client) {
        return Stream.concat(Stream.of(primary), others.stream())
                .flatMap(rows -> rows.get(table).values().stream())
                .filter(row -> row[0].equals(client))
                .mapToLong(row -> (Long) row[3])
                .max()
                .orElse(-1);
    }

    private static Map<OwnedTable, Map<List<Object>, Object[]>> all(
            ResourceMerge merge,
            Map<OwnedTable, Map<List<Object>, Object[]>> primary,
            List<Map<OwnedTable, Map<List<Object>, Object[]>>> others) {
        var rows = primary;
        for (var other : others) {
            rows = merge.merged(rows, other);
        }
        return rows;
    }

    private static String text(Map<OwnedTable, Map<List<Object>, Object[]>> rows) {
        return rows.values().stream()
                .map(table -> table.values().stream()
                        .map(Arrays::toString)
                        .sorted()
                        .toList()
                        .toString())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Test
    void aClientOfAStorageIsNamedAsKeycloakNamesIt() {
        List<String> columns = List.of(
                "CLIENT_ID", "CLIENT_STORAGE_PROVIDER", "EXTERNAL_CLIENT_ID", "ID", "LAST_UPDATED_DATE", "USER_ID");
        Object[] consent = {null, "ldap", "app", "id", 5L, "alice"};
        var given = new ConsentMerge.Rows(List.<Object[]>of(consent), List.of());
        var none = new ConsentMerge.Rows(List.of(), List.of());
        var end = new ConsentMerge.Withdrawn(
                WITHDRAWN, List.<Object[]>of(new Object[] {"f:ldap:app", "acme", "alice", 5L}));
        ConsentMerge merge = new ConsentMerge(columns, SCOPE);
        assertEquals(List.of(), merge.merged(none, given, end).consents());
        assertEquals(
                1,
                merge.merged(none, given, ConsentMerge.Withdrawn.NONE)
                        .consents()
                        .size());
    }

    private static Map<OwnedTable, Map<List<Object>, Object[]>> rows(
            OwnedTable parent, OwnedTable child, OwnedTable ends, Random random) {
        Map<List<Object>, Object[]> consents = new LinkedHashMap<>();
        Map<List<Object>, Object[]> scopes = new LinkedHashMap<>();
        Map<List<Object>, Object[]> withdrawn = new LinkedHashMap<>();
        for (String client : CLIENTS) {
            if (random.nextInt(3) == 0) {
                withdrawn.put(
                        List.of("alice", client), new Object[] {client, "acme", "alice", (long) random.nextInt(3)});
            }
            if (random.nextBoolean()) {
                String id = client + " " + random.nextInt(3);
                consents.put(List.of(id), new Object[] {client, 1L, id, (long) random.nextInt(3), "alice"});
                for (String scope : List.of("mail", "address", "phone")) {
                    if (random.nextBoolean()) {
                        scopes.put(List.of(id, scope), new Object[] {scope, id});
                    }
                }
            }
        }
        return new LinkedHashMap<>(Map.of(parent, consents, child, scopes, ends, withdrawn));
    }
}
