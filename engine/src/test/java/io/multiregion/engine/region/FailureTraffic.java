package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.lockout.FailedSignIn;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.lockout.FailedSignIns;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Sign-ins fail, users are locked out for good and unlocked: all know what each region has counted, and nobody unlocks by chance. */
final class FailureTraffic implements Traffic {

    private static final String USER = "kim";

    private final SimulatedRegions regions;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Boolean> locked = new HashMap<>();
    private long lockedAt;
    private long unlockedAt;

    FailureTraffic(SimulatedRegions regions) {
        this.regions = regions;
    }

    @Override
    public String step(Random random, SimulatedRegion region) {
        switch (random.nextInt(8)) {
            case 0 -> {
                in(region, FailedSignIns::clear);
                return "a sign-in";
            }
            case 1 -> {
                in(region, counted -> counted.lock(regions.now()));
                lockedAt = regions.now();
                return "a lockout";
            }
            case 2 -> {
                return unlock(region);
            }
            default -> {
                in(region, counted -> {
                    counted.failedAt(regions.now());
                    counted.oneMore();
                });
                return "a failure";
            }
        }
    }

    /** What an operator does, in a region that takes itself for the primary. */
    private String unlock(SimulatedRegion region) {
        if (region.state(SimulatedRegions.REALM)
                .filter(RealmState::isPrimary)
                .filter(realm -> !realm.isReadOnly())
                .isPresent()) {
            in(region, counted -> counted.unlock(regions.now()));
            unlockedAt = regions.now();
            return "an unlock";
        }
        return "no operator";
    }

    @Override
    public void look(SimulatedRegion region) {
        for (FailedSignIn row : rows(region)) {
            Long before = versions.put(region.name() + row.region(), row.version());
            assertTrue(
                    before == null || before <= row.version(),
                    () -> row.region() + "'s count in " + region.name() + " goes back from version " + before + " to "
                            + row.version());
        }
        boolean now = seenBy(region).isLocked();
        assertTrue(
                now || lockedAt <= unlockedAt || !locked.getOrDefault(region.name(), false),
                () -> region.name() + " unlocks by itself");
        locked.put(region.name(), now);
    }

    @Override
    public void judge(SimulatedRegion region) {
        FailedSignIns seen = seenBy(region);
        FailedSignIns first = seenBy(regions.get(0));
        assertEquals(first.failures(), seen.failures(), "failures in " + region.name());
        assertEquals(first.isLocked(), seen.isLocked(), "locked in " + region.name());
        if (lockedAt > unlockedAt) {
            assertTrue(seen.isLocked(), "the last word is that the user is locked out: " + region.name());
        }
    }

    private void in(SimulatedRegion region, Consumer<FailedSignIns> step) {
        region.write(SimulatedRegions.REALM, () -> {
            region.connections().run(connection -> {
                FailedSignIns counted = FailedSignIns.of(
                        SimulatedRegions.REALM,
                        USER,
                        region.name(),
                        FailedSignInRows.held(connection, SimulatedRegions.REALM, USER, region.name()));
                step.accept(counted);
                FailedSignInRows.write(connection, counted.own());
            });
            return Set.of(new ResourceKey(Kind.FAILED_SIGN_IN, FailedSignIn.id(USER, region.name())));
        });
    }

    private static Iterable<FailedSignIn> rows(SimulatedRegion region) {
        return region.database()
                .transaction(connection -> FailedSignInRows.of(connection, SimulatedRegions.REALM, USER));
    }

    private static FailedSignIns seenBy(SimulatedRegion region) {
        return FailedSignIns.of(
                SimulatedRegions.REALM,
                USER,
                region.name(),
                region.database()
                        .transaction(connection -> FailedSignInRows.of(connection, SimulatedRegions.REALM, USER)));
    }
}
