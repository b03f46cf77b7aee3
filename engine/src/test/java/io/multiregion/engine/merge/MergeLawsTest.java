package io.multiregion.engine.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What secondaries have written may come in any order, and any of it more than once: the primary ends up with the same. */
final class MergeLawsTest {

    private static final int SEEDS = 2000;
    private static final Ownership OWNERSHIP = Ownership.load();
    private static final List<String> CREDENTIAL = List.of(
            "CREATED_DATE", "CREDENTIAL_DATA", "ID", "PRIORITY", "SECRET_DATA", "TYPE", "USER_ID", "USER_LABEL");

    /** The rows of one key that some regions have, the primary first. */
    private record Sample(String name, String table, List<String> columns, Function<Random, Object[]> row) {}

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (String type : List.of("otp", "webauthn", "webauthn-passwordless", "recovery-authn-codes", "password")) {
            samples.add(new Sample(type, "CREDENTIAL", CREDENTIAL, random -> credential(type, random)));
            samples.add(new Sample(type, "FED_USER_CREDENTIAL", CREDENTIAL, random -> credential(type, random)));
        }
        OWNERSHIP.tables().stream()
                .filter(table -> !table.latest().isEmpty())
                .forEach(table -> samples.add(latest(table)));
        return samples;
    }

    private static Sample latest(OwnedTable table) {
        List<String> columns =
                Stream.concat(Stream.of("PLAIN"), table.latest().stream()).toList();
        return new Sample(
                "latest",
                table.name(),
                columns,
                random -> columns.stream()
                        .map(column -> switch (column) {
                            case "PLAIN" -> "primary's";
                            case "DATA" -> random.nextInt(5) == 0 ? null : "data " + random.nextInt(3);
                            default -> random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(4);
                        })
                        .toArray());
    }

    @TestFactory
    Stream<DynamicTest> anyOrderAndAnyRepetitionGivesTheSame() {
        return samples().stream()
                .map(sample -> dynamicTest(sample.table() + " " + sample.name(), () -> {
                    RowMerge merge = RowMerge.of(OWNERSHIP.named(sample.table()).get(0), sample.columns());
                    for (int seed = 0; seed < SEEDS; seed++) {
                        Random random = new Random(seed);
                        Object[] primary = sample.row().apply(random);
                        List<Object[]> others = Stream.generate(
                                        () -> sample.row().apply(random))
                                .limit(4)
                                .toList();
                        Object[] once = all(merge, primary, others);
                        List<Object[]> again = new ArrayList<>(others);
                        IntStream.range(0, 3).forEach(i -> again.add(others.get(random.nextInt(others.size()))));
                        Collections.shuffle(again, random);
                        assertArrayEquals(once, all(merge, primary, again), "seed " + seed);
                        for (Object[] other : others) {
                            assertSame(once, merge.row(once, other), "seed " + seed);
                        }
                    }
                }));
    }

    private static Object[] all(RowMerge merge, Object[] primary, List<Object[]> others) {
        Object[] row = primary;
        for (Object[] other : others) {
            row = merge.row(row, other);
        }
        return row;
    }

    /** What one secondary has of another one's by way of the primary changes nothing. */
    @TestFactory
    Stream<DynamicTest> itDoesNotMatterThroughWhomItCame() {
        return samples().stream()
                .map(sample -> dynamicTest(sample.table() + " " + sample.name(), () -> {
                    RowMerge merge = RowMerge.of(OWNERSHIP.named(sample.table()).get(0), sample.columns());
                    for (int seed = 0; seed < SEEDS; seed++) {
                        Random random = new Random(seed);
                        Object[] primary = sample.row().apply(random);
                        Object[] us = merge.row(primary, sample.row().apply(random));
                        Object[] ap = merge.row(primary, sample.row().apply(random));
                        assertArrayEquals(
                                merge.row(merge.row(primary, us), ap),
                                merge.row(primary, merge.row(us, ap)),
                                "seed " + seed);
                        assertArrayEquals(merge.row(us, ap), merge.row(ap, us), "seed " + seed);
                    }
                }));
    }

    /** However hostile a secondary is: a counter never falls, no code comes back, and all else is as the primary has it. */
    @TestFactory
    Stream<DynamicTest> aCredentialOnlyMovesOn() {
        return samples().stream()
                .filter(sample -> sample.columns().equals(CREDENTIAL))
                .map(sample -> dynamicTest(sample.table() + " " + sample.name(), () -> {
                    RowMerge merge = RowMerge.of(OWNERSHIP.named(sample.table()).get(0), CREDENTIAL);
                    for (int seed = 0; seed < SEEDS; seed++) {
                        Random random = new Random(seed);
                        Object[] primary = sample.row().apply(random);
                        Object[] merged = merge.row(primary, sample.row().apply(random));
                        assertTrue(merge.isStep(primary, merged), "seed " + seed);
                        assertEquals(fixed(primary), fixed(merged), "seed " + seed);
                        assertTrue(
                                counter(merged) >= counter(primary)
                                        && codes(primary).containsAll(codes(merged)),
                                "seed " + seed);
                    }
                }));
    }

    private static List<Object> fixed(Object[] row) {
        return IntStream.range(0, row.length)
                .filter(i -> !CREDENTIAL.get(i).endsWith("_DATA"))
                .mapToObj(i -> row[i])
                .collect(Collectors.toList());
    }

    private static long counter(Object[] row) {
        String data = String.valueOf(row[CREDENTIAL.indexOf("CREDENTIAL_DATA")]);
        return data.matches(".*\"counter\":\\d+.*")
                ? Long.parseLong(data.replaceAll(".*\"counter\":(\\d+).*", "$1"))
                : 0;
    }

    private static List<String> codes(Object[] row) {
        String data = String.valueOf(row[CREDENTIAL.indexOf("SECRET_DATA")]);
        return Stream.of(data.split("(?=\\{\"number)"))
                .skip(1)
                .map(code -> code.substring(0, code.indexOf('}')))
                .toList();
    }

    private static Object[] credential(String type, Random random) {
        boolean hostile = random.nextInt(4) == 0;
        long created = hostile && random.nextBoolean() ? 2 : 1;
        Map<String, Object> row = new LinkedHashMap<>();
        CREDENTIAL.forEach(column -> row.put(column, column.toLowerCase()));
        row.put("PRIORITY", 10L);
        row.put("CREATED_DATE", created);
        row.put("TYPE", hostile && random.nextInt(4) == 0 ? "password" : type);
        row.put("CREDENTIAL_DATA", data(type, random));
        row.put("SECRET_DATA", secret(type, random));
        if (hostile && random.nextInt(4) == 0) {
            row.put(random.nextBoolean() ? "SECRET_DATA" : "CREDENTIAL_DATA", noJson(random));
        }
        return row.values().toArray();
    }

    private static String noJson(Random random) {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "[]",
                "{}",
                "{",
                "null",
                "mr-sealed:1:k:x",
                "{\"codes\":3}",
                "{\"counter\":\"9\"}",
                "{\"counter\":-1}",
                "{\"counter\":1e9}",
                "{\"counter\":99999999999}",
                "{\"counter\":123456789012345678901234567890}"));
        texts.add(null);
        return texts.get(random.nextInt(texts.size()));
    }

    private static String data(String type, Random random) {
        return switch (type) {
            case "otp" ->
                "{\"subType\":\"" + (random.nextInt(6) == 0 ? "totp" : "hotp") + "\",\"digits\":6,\"counter\":"
                        + random.nextInt(6) + ",\"period\":0,\"algorithm\":\"HmacSHA1\"}";
            case "recovery-authn-codes" -> "{\"algorithm\":\"RS512\",\"totalCodes\":6,\"remainingCodes\":3}";
            default -> "{\"credentialId\":\"id\",\"counter\":" + random.nextInt(6) + ",\"credentialPublicKey\":\"k\"}";
        };
    }

    /** Codes are used from the first one on; a hostile region has others, and others left. */
    private static String secret(String type, Random random) {
        if (!type.equals("recovery-authn-codes")) {
            return "{\"value\":\"secret of " + random.nextInt(2) + "\"}";
        }
        int used = random.nextInt(7);
        boolean hostile = random.nextInt(6) == 0;
        return IntStream.range(used, 6)
                .filter(i -> !hostile || random.nextBoolean())
                .mapToObj(i ->
                        "{\"number\":" + (i + 1) + ",\"encodedHashedValue\":\"" + (hostile ? "x" : "h") + i + "\"}")
                .collect(Collectors.joining(",", "{\"codes\":[", "]}"));
    }

    @Test
    void theHigherCounterOfHotpWins() {
        RowMerge merge = RowMerge.of(OWNERSHIP.named("CREDENTIAL").get(0), CREDENTIAL);
        Object[] primary = hotp(3, "primary's secret");
        Object[] merged = merge.row(primary, hotp(7, "another secret"));
        assertArrayEquals(hotp(7, "primary's secret"), merged);
        assertSame(primary, merge.row(primary, hotp(2, "another secret")));
        assertSame(primary, merge.row(primary, hotp(1L << 31, "another secret")));
    }

    /** Or a transaction of Keycloak's that has read the row before could take the counter back. */
    @Test
    void aRowThatMovesOnHasAnotherVersion() {
        List<String> columns = List.of("TYPE", "CREATED_DATE", "CREDENTIAL_DATA", "SECRET_DATA", "VERSION");
        RowMerge merge = RowMerge.of(OWNERSHIP.named("CREDENTIAL").get(0), columns);
        Object[] primary = {"otp", 1L, "{\"subType\":\"hotp\",\"counter\":3}", "s", 5L};
        Object[] other = {"otp", 1L, "{\"subType\":\"hotp\",\"counter\":4}", "s", 5L};
        assertEquals(6L, merge.row(primary, other)[4]);
        assertTrue(merge.isStep(primary, merge.row(primary, other)));
    }

    private static Object[] hotp(long counter, String secret) {
        return new Object[] {
            1L, "{\"subType\":\"hotp\",\"counter\":" + counter + "}", "id", 10L, secret, "otp", "user", "label"
        };
    }
}
