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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consents of one user that several regions were given, with ids of their own. */
final class ConsentMergeTest {

    private static final Ownership OWNERSHIP = Ownership.load();
    private static final List<String> CONSENT =
            List.of("CLIENT_ID", "CREATED_DATE", "ID", "LAST_UPDATED_DATE", "USER_ID");
    private static final List<String> SCOPE = List.of("SCOPE_ID", "USER_CONSENT_ID");

    @ParameterizedTest
    @CsvSource({"USER_CONSENT, USER_CONSENT_CLIENT_SCOPE", "FED_USER_CONSENT, FED_USER_CONSENT_CL_SCOPE"})
    void anyOrderAndAnyRepetitionGivesOneConsentForEachClient(String consents, String scopes) {
        OwnedTable parent = OWNERSHIP.named(consents).get(0);
        OwnedTable child = OWNERSHIP.named(scopes).get(0);
        ResourceMerge merge = new ResourceMerge(table -> table.equals(parent) ? CONSENT : SCOPE);
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            var primary = rows(parent, child, random);
            var others =
                    Stream.generate(() -> rows(parent, child, random)).limit(3).toList();
            var again = new ArrayList<>(others);
            again.add(others.get(random.nextInt(3)));
            Collections.shuffle(again, random);
            assertEquals(text(all(merge, primary, others)), text(all(merge, primary, again)), "seed " + seed);
            var consentsOfOne = all(merge, primary, others).get(parent).values().stream()
                    .map(row -> row[0])
                    .toList();
            assertEquals(new TreeSet<>(consentsOfOne).size(), consentsOfOne.size(), "seed " + seed);
        }
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

    private static Map<OwnedTable, Map<List<Object>, Object[]>> rows(
            OwnedTable parent, OwnedTable child, Random random) {
        Map<List<Object>, Object[]> consents = new LinkedHashMap<>();
        Map<List<Object>, Object[]> scopes = new LinkedHashMap<>();
        for (String client : List.of("shop", "bank")) {
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
        return new LinkedHashMap<>(Map.of(parent, consents, child, scopes));
    }
}
