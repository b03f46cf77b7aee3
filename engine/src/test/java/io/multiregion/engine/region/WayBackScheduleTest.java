package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise I, by chance: sessions begin, are refreshed and end in three regions at once, while links are cut one way and the primary role
 * moves. Once all is healed no region has lost one, none has one that has ended, and each has the latest refresh. More of it with
 * {@code -Dwayback.seeds=100 -Dwayback.steps=200}.
 */
class WayBackScheduleTest {

    private static final String REALM = "acme";
    private static final int STEPS = Integer.getInteger("wayback.steps", 40);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final List<SimulatedRegion> regions = List.of(
            new SimulatedRegion("eu", time, network),
            new SimulatedRegion("us", time, network),
            new SimulatedRegion("ap", time, network));
    private final Set<String> cut = new HashSet<>();
    private final Map<String, Integer> latest = new TreeMap<>();
    private final Set<String> ended = new HashSet<>();
    private int refreshes;

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        int first = Integer.getInteger("wayback.first", 1);
        for (int i = 0; i < Integer.getInteger("wayback.seeds", 4); i++) {
            seeds.add(first + i);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndNothingComesAgain(int seed) {
        Random random = new Random(seed);
        try {
            replicate();
            for (int i = 0; i < STEPS; i++) {
                step(random);
            }
            cut.clear();
            time.pass(Duration.ofMinutes(3));
            Map<String, Integer> expected = new TreeMap<>(latest);
            expected.keySet().removeAll(ended);
            for (SimulatedRegion region : regions) {
                assertEquals(expected, sessions(region), region.name());
                assertEquals(List.of(), region.rows().texts("select ID from MR_RETURN"), region.name());
            }
        } finally {
            regions.forEach(SimulatedRegion::close);
        }
    }

    private void replicate() {
        regions.get(0).database().realm(REALM, REALM);
        for (SimulatedRegion one : regions) {
            regions.stream()
                    .filter(other -> other != one)
                    .forEach(other -> one.trust(other, "realms=*&mayBecomePrimary=true"));
            one.start();
        }
        regions.get(0).replicate(REALM, regions.get(1));
        regions.get(0).replicate(REALM, regions.get(2));
        network.use((parcel, arrival) -> {
            if (cut.contains(parcel.from() + parcel.to())) {
                throw new TransportException("the link is cut");
            }
            return arrival.of(parcel);
        });
        time.pass(Duration.ofSeconds(5));
    }

    private void step(Random random) {
        SimulatedRegion region = regions.get(random.nextInt(regions.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> refresh(region, "s" + latest.size());
            case 3, 4, 5 -> any(random, region).ifPresent(session -> refresh(region, session));
            case 6, 7 -> any(random, region).ifPresent(session -> end(region, session));
            case 8 ->
                cut.add(region.name()
                        + regions.get(random.nextInt(regions.size())).name());
            case 9 -> cut.clear();
            case 10 -> time.pass(Duration.ofMillis(random.nextInt(20_000)));
            default -> takeOver(region);
        }
        time.pass(Duration.ofMillis(random.nextInt(2_000)));
    }

    /** An operator's word; it is refused where there is nothing to take over, or no consent yet. */
    private void takeOver(SimulatedRegion region) {
        if (region.state(REALM).filter(RealmState::isSecondary).isPresent()) {
            try {
                region.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
            } catch (RefusedException e) {
                // it follows another one by then
            }
        }
    }

    private Optional<String> any(Random random, SimulatedRegion region) {
        List<String> here = List.copyOf(sessions(region).keySet());
        return here.isEmpty() ? Optional.empty() : Optional.of(here.get(random.nextInt(here.size())));
    }

    private void refresh(SimulatedRegion region, String session) {
        int at = ++refreshes;
        write(region, session, () -> {
            if (region.rows()
                            .update(
                                    "update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = ? where USER_SESSION_ID = ?",
                                    at,
                                    session)
                    == 0) {
                region.rows()
                        .update(
                                "insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON,"
                                        + " OFFLINE_FLAG, LAST_SESSION_REFRESH) values (?, 'kim', 'acme', 1, '0', ?)",
                                session,
                                at);
            }
        });
        latest.merge(session, at, Math::max);
    }

    private void end(SimulatedRegion region, String session) {
        write(
                region,
                session,
                () -> region.rows().update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", session));
        ended.add(session);
    }

    private static void write(SimulatedRegion region, String session, Runnable work) {
        region.write(REALM, () -> {
            work.run();
            return Set.of(new ResourceKey(Kind.SESSION, session));
        });
    }

    private static Map<String, Integer> sessions(SimulatedRegion region) {
        Map<String, Integer> sessions = new TreeMap<>();
        region.rows()
                .texts("select concat(USER_SESSION_ID, ' ', LAST_SESSION_REFRESH) from OFFLINE_USER_SESSION")
                .forEach(row -> sessions.put(row.split(" ")[0], Integer.valueOf(row.split(" ")[1])));
        return sessions;
    }
}
