package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.RevokedTokenId;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Codes are used, and tokens revoked. A region that knows of it does not forget it, and in the end all know. */
final class UseTraffic implements Traffic {

    /** Longer than a schedule takes. */
    private static final int SECONDS = 100_000;

    /** Some of which nobody may have heard yet. */
    private static final int TRIED = 4;

    private final Clock clock;
    private final Set<String> used = new TreeSet<>();
    private final Map<String, Set<String>> known = new HashMap<>();

    UseTraffic(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String step(Random random, SimulatedRegion region) {
        String code =
                RevokedTokenId.ofUse(SimulatedRegions.REALM, "code" + Math.max(0, used.size() - random.nextInt(TRIED)));
        if (here(region).contains(code)) {
            return code + " is refused";
        }
        region.write(SimulatedRegions.REALM, () -> {
            region.rows()
                    .update(
                            "insert into REVOKED_TOKEN (ID, EXPIRE) values (?, ?)",
                            code,
                            clock.instant().getEpochSecond() + SECONDS);
            return Set.of(new ResourceKey(Kind.REVOKED_TOKEN, code));
        });
        used.add(code);
        return code;
    }

    @Override
    public void look(SimulatedRegion region) {
        Set<String> here = here(region);
        Set<String> before = known.computeIfAbsent(region.name(), name -> new HashSet<>());
        assertTrue(here.containsAll(before), () -> region.name() + " knew " + before + " and knows " + here);
        before.addAll(here);
    }

    @Override
    public void judge(SimulatedRegion region) {
        assertEquals(used, here(region), "used codes in " + region.name());
    }

    private static Set<String> here(SimulatedRegion region) {
        return new TreeSet<>(region.rows().texts("select ID from REVOKED_TOKEN"));
    }
}
