package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.RulesRefusedException;
import io.multiregion.engine.journal.gate.WriteRefusedException;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise I, by chance: people sign in, refresh, log out, fail to sign in, use codes and give consents in three regions at once, while
 * links lose, repeat and delay messages and are cut one way, nodes crash, and the primary role moves. At no time does an ended session come
 * again, a counter go back, a used code become good or a lockout end by itself; once all is healed, all regions are equal, and nothing is
 * lost. More of it with {@code -Dwayback.seeds=1000 -Dwayback.steps=60}, one of them again with {@code -Dwayback.first}. A switchover runs
 * on a thread of its own, so two runs of a seed may differ after one.
 */
class WayBackScheduleTest {

    private static final String REALM = SimulatedRegions.REALM;
    private static final int STEPS = Integer.getInteger("wayback.steps", 40);
    /** Tens of seconds. */
    private static final int SETTLING = 18;

    private static final List<String> OVERRIDE =
            List.of("not-flapping", "primary-silent", "lag-within-bound", "same-schema", "may-become-primary");

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us", "ap");
    private final SimulatedTime time = regions.time();
    private final List<Traffic> traffic = List.of(
            new SessionTraffic(),
            new UseTraffic(time),
            new CredentialTraffic(),
            new ConsentTraffic(regions),
            new FailureTraffic(regions));
    private final List<String> trace = new ArrayList<>();

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        int first = Integer.getInteger("wayback.first", 1);
        for (int i = 0; i < Integer.getInteger("wayback.seeds", 3); i++) {
            seeds.add(first + i);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndNothingComesAgain(int seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        FaultyLinks links = new FaultyLinks(new Random(random.nextLong()));
        try {
            begin();
            regions.network().use(links);
            for (int i = 0; i < STEPS; i++) {
                step(random, links);
                look();
            }
            settle(links);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", trace), e);
        } finally {
            regions.close();
        }
    }

    private void begin() {
        SimulatedRegion first = regions.get(0);
        regions.replicate();
        first.write(REALM, () -> {
            first.rows().insert("USER_ENTITY", "ID", "kim", "REALM_ID", REALM, "USERNAME", "kim");
            return Set.of(new ResourceKey(Kind.USER, "kim"));
        });
        CredentialTraffic.begin(first);
        time.pass(Duration.ofSeconds(5));
    }

    private void step(Random random, FaultyLinks links) {
        SimulatedRegion region = regions.get(random.nextInt(regions.size()));
        SimulatedRegion other = regions.get(random.nextInt(regions.size()));
        int what = random.nextInt(24);
        trace.add(region.name() + " " + what);
        switch (what) {
            case 0, 1 -> links.cut(region.name(), other.name());
            case 2 -> links.mend();
            case 3, 4 -> links.unreliable(random.nextDouble() / 2);
            case 5 -> links.late();
            case 6 -> time.pass(Duration.ofMillis(random.nextInt(20_000)));
            case 7 -> takeOver(region);
            case 8 -> switchOver(region, links);
            case 9 -> kill(region);
            case 10, 11 -> regions.forEach(this::start);
            case 12 -> write(region, () -> rename(region, random.nextInt(1000)));
            default -> {
                Traffic some = traffic.get(random.nextInt(traffic.size()));
                write(region, () -> trace.add("  " + some.step(random, region)));
            }
        }
        time.pass(Duration.ofMillis(1 + random.nextInt(2_000)));
    }

    /** What is refused has not happened. */
    private void write(SimulatedRegion region, Runnable work) {
        if (region.engine() != null) {
            try {
                work.run();
            } catch (WriteRefusedException e) {
                trace.add("  " + e.getMessage());
            }
        }
    }

    /** An administrator does something to the user that only a primary may do. */
    private static void rename(SimulatedRegion region, int name) {
        region.write(REALM, () -> {
            region.rows().update("update USER_ENTITY set FIRST_NAME = ? where ID = 'kim'", "kim" + name);
            return Set.of(new ResourceKey(Kind.USER, "kim"));
        });
    }

    /** The lease goes by real time, and would be held for longer than the schedule takes. */
    private void start(SimulatedRegion region) {
        if (region.engine() == null) {
            region.lapse(Duration.ofSeconds(6));
            region.start();
        }
    }

    private static void kill(SimulatedRegion region) {
        if (region.engine() != null) {
            region.kill();
        }
    }

    /** An operator's word, whatever speaks against it. */
    private void takeOver(SimulatedRegion region) {
        if (region.engine() != null
                && region.state(REALM).filter(RealmState::isSecondary).isPresent()) {
            try {
                Moved moved = region.engine()
                        .moving()
                        .failover()
                        .perform(
                                REALM,
                                new MoveRequest(null, OVERRIDE, "schedule", null, null, null, null),
                                Mandate.OPERATOR);
                trace.add("  " + region.name() + " has taken over at " + moved.position());
            } catch (RefusedException | RulesRefusedException e) {
                trace.add("  " + e.getMessage());
            }
        }
    }

    /** In good weather: nothing is lost. */
    private void switchOver(SimulatedRegion to, FaultyLinks links) {
        Optional<SimulatedRegion> from = primary().filter(region -> region != to && to.engine() != null);
        if (from.isPresent()) {
            links.mend();
            MoveRequest request =
                    new MoveRequest(to.name(), List.of("not-flapping"), "schedule", null, null, null, null);
            try {
                Moved moved = time.during(
                        () -> from.get().engine().moving().switchover().perform(REALM, request, Mandate.OPERATOR));
                trace.add("  " + from.get().name() + " has handed over at " + moved.position());
            } catch (Exception e) {
                trace.add("  " + e.getMessage());
            }
        }
    }

    private Optional<SimulatedRegion> primary() {
        for (SimulatedRegion region : regions) {
            if (region.engine() != null
                    && region.state(REALM)
                            .filter(realm -> realm.isPrimary() && !realm.isReadOnly())
                            .isPresent()) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }

    private void look() {
        for (SimulatedRegion region : regions) {
            traffic.forEach(one -> one.look(region));
        }
    }

    /** As soon as all is well it is over. */
    private void settle(FaultyLinks links) {
        links.mend();
        regions.forEach(this::start);
        AssertionError unsettled = new AssertionError("nothing was judged");
        for (int i = 0; i < SETTLING; i++) {
            time.pass(Duration.ofSeconds(10));
            look();
            try {
                judge();
                return;
            } catch (AssertionError e) {
                unsettled = e;
            }
        }
        throw unsettled;
    }

    private void judge() {
        Map<String, List<String>> first = regions.get(0).rows().all();
        int primaries = 0;
        for (SimulatedRegion region : regions) {
            traffic.forEach(one -> one.judge(region));
            assertEquals(List.of(), region.rows().texts("select ID from MR_RETURN"), region.name() + " waits");
            Map<String, List<String>> here = region.rows().all();
            first.forEach((table, rows) -> assertEquals(rows, here.get(table), table + " in " + region.name()));
            primaries += region.state(REALM).filter(RealmState::isPrimary).isPresent() ? 1 : 0;
        }
        assertEquals(1, primaries);
    }
}
