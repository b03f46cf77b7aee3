package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** HOTP, WebAuthn and recovery codes of one user: no counter goes back, no used code comes again. */
final class CredentialTraffic implements Traffic {

    private static final ResourceKey KIM = new ResourceKey(Kind.USER, "kim");
    private static final Pattern COUNTER = Pattern.compile("\"counter\":(\\d+)");
    private static final Pattern CODE = Pattern.compile("\"number\":(\\d+)");
    private static final int CODES = 40;

    private final Map<String, Integer> greatest = new HashMap<>(Map.of("hotp", 0, "webauthn", 0));
    private final Set<Integer> left = IntStream.range(0, CODES).boxed().collect(Collectors.toCollection(TreeSet::new));
    private final Map<String, Integer> counted = new HashMap<>();
    private final Map<String, Set<Integer>> leftIn = new HashMap<>();

    /** Gives the user what he signs in with. */
    static void begin(SimulatedRegion primary) {
        primary.write(SimulatedRegions.REALM, () -> {
            credential(primary, "hotp", "otp", settings("hotp", 0), "{\"value\":\"s\"}");
            credential(primary, "webauthn", "webauthn", settings("webauthn", 0), "{}");
            Set<Integer> all = IntStream.range(0, CODES).boxed().collect(Collectors.toSet());
            credential(primary, "codes", "recovery-authn-codes", remaining(all), codes(all));
            return Set.of(KIM);
        });
    }

    private static void credential(SimulatedRegion region, String id, String type, String settings, String secret) {
        region.rows()
                .insert(
                        "CREDENTIAL",
                        "ID",
                        id,
                        "USER_ID",
                        "kim",
                        "TYPE",
                        type,
                        "CREATED_DATE",
                        1L,
                        "CREDENTIAL_DATA",
                        settings,
                        "SECRET_DATA",
                        secret);
    }

    private static String settings(String id, int counter) {
        return id.equals("hotp")
                ? "{\"subType\":\"hotp\",\"digits\":6,\"counter\":" + counter + "}"
                : "{\"credentialId\":\"id\",\"counter\":" + counter + "}";
    }

    private static String remaining(Set<Integer> codes) {
        return "{\"totalCodes\":" + CODES + ",\"remainingCodes\":" + codes.size() + "}";
    }

    private static String codes(Set<Integer> codes) {
        return codes.stream()
                .sorted()
                .map(code -> "{\"number\":" + code + "}")
                .collect(Collectors.joining(",", "{\"codes\":[", "]}"));
    }

    @Override
    public String step(Random random, SimulatedRegion region) {
        return random.nextInt(3) == 0
                ? useCode(random, region)
                : count(random, region, random.nextBoolean() ? "hotp" : "webauthn");
    }

    /** The next one, or one that was seen before, by somebody who looked on: where the region knows of that, it is refused. */
    private String count(Random random, SimulatedRegion region, String id) {
        int next = Math.max(0, greatest.get(id) - (random.nextInt(3) == 0 ? random.nextInt(4) : 0)) + 1;
        if (counter(region, id) >= next) {
            return id + " " + next + " is refused";
        }
        write(
                region,
                () -> region.rows()
                        .update(
                                "update CREDENTIAL set CREDENTIAL_DATA = ?, VERSION = VERSION + 1 where ID = ?",
                                settings(id, next),
                                id));
        greatest.merge(id, next, Math::max);
        return id + " " + next;
    }

    private String useCode(Random random, SimulatedRegion region) {
        List<Integer> here = List.copyOf(codes(region));
        if (here.isEmpty()) {
            return "no code is left";
        }
        int code = here.get(random.nextInt(Math.min(2, here.size())));
        Set<Integer> rest = new TreeSet<>(here);
        rest.remove(code);
        write(
                region,
                () -> region.rows()
                        .update(
                                "update CREDENTIAL set CREDENTIAL_DATA = ?, SECRET_DATA = ?, VERSION = VERSION + 1 where ID = 'codes'",
                                remaining(rest),
                                codes(rest)));
        left.remove(code);
        return "code " + code;
    }

    /** A step of a credential is held against nobody: it is told of as of a table that a secondary may write. */
    private static void write(SimulatedRegion region, Runnable work) {
        region.write(SimulatedRegions.REALM, user -> "USER_CONSENT", () -> {
            work.run();
            return Set.of(KIM);
        });
    }

    @Override
    public void look(SimulatedRegion region) {
        for (String id : greatest.keySet()) {
            int now = counter(region, id);
            Integer before = counted.put(region.name() + id, now);
            assertTrue(
                    before == null || before <= now,
                    () -> id + " in " + region.name() + " goes back from " + before + " to " + now);
        }
        Set<Integer> now = codes(region);
        Set<Integer> before = leftIn.put(region.name(), now);
        assertTrue(
                before == null || before.containsAll(now),
                () -> "a code comes again in " + region.name() + ": " + before + " then " + now);
    }

    @Override
    public void judge(SimulatedRegion region) {
        greatest.forEach((id, counter) -> assertEquals(counter, counter(region, id), id + " in " + region.name()));
        assertEquals(left, codes(region), "codes in " + region.name());
    }

    private static int counter(SimulatedRegion region, String id) {
        Matcher found = COUNTER.matcher(region.rows()
                .texts("select CREDENTIAL_DATA from CREDENTIAL where ID = ?", id)
                .get(0));
        assertTrue(found.find(), id);
        return Integer.parseInt(found.group(1));
    }

    private static Set<Integer> codes(SimulatedRegion region) {
        return CODE.matcher(region.rows()
                        .texts("select SECRET_DATA from CREDENTIAL where ID = 'codes'")
                        .get(0))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
