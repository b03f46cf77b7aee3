package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Sessions begin, are refreshed and end. None is lost, none that has ended comes again, each has the latest refresh. */
final class SessionTraffic implements Traffic {

    private final Map<String, Integer> latest = new TreeMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();
    private final Map<String, Set<String>> gone = new HashMap<>();
    private int refreshes;

    @Override
    public String step(Random random, SimulatedRegion region) {
        List<String> here = List.copyOf(here(region).keySet());
        int what = random.nextInt(8);
        if (what < 3 || here.isEmpty()) {
            return refresh(region, "s" + latest.size());
        }
        String session = here.get(random.nextInt(here.size()));
        return what < 6 ? refresh(region, session) : end(region, session);
    }

    @Override
    public void look(SimulatedRegion region) {
        Map<String, Integer> here = here(region);
        Map<String, Integer> before = seen.computeIfAbsent(region.name(), name -> new HashMap<>());
        Set<String> left = gone.computeIfAbsent(region.name(), name -> new HashSet<>());
        here.forEach((session, at) -> {
            assertTrue(!left.contains(session), () -> session + " has ended in " + region.name() + ", and comes again");
            assertTrue(
                    before.getOrDefault(session, 0) <= at,
                    () -> session + " in " + region.name() + " goes back from " + before.get(session) + " to " + at);
            before.put(session, at);
        });
        before.keySet().stream()
                .filter(session -> ended.contains(session) && !here.containsKey(session))
                .forEach(left::add);
    }

    @Override
    public void judge(SimulatedRegion region) {
        Map<String, Integer> expected = new TreeMap<>(latest);
        expected.keySet().removeAll(ended);
        assertEquals(expected, here(region), "sessions in " + region.name());
    }

    private String refresh(SimulatedRegion region, String session) {
        int at = ++refreshes;
        write(region, session, () -> {
            String update = "update OFFLINE_USER_SESSION set LAST_SESSION_REFRESH = ? where USER_SESSION_ID = ?";
            if (region.rows().update(update, at, session) == 0) {
                region.rows()
                        .update(
                                "insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON,"
                                        + " OFFLINE_FLAG, LAST_SESSION_REFRESH) values (?, 'kim', 'acme', 1, '0', ?)",
                                session,
                                at);
            }
        });
        latest.merge(session, at, Math::max);
        return session + " at " + at;
    }

    private String end(SimulatedRegion region, String session) {
        write(
                region,
                session,
                () -> region.rows().update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", session));
        ended.add(session);
        return session + " ends";
    }

    private static void write(SimulatedRegion region, String session, Runnable work) {
        region.write(SimulatedRegions.REALM, () -> {
            work.run();
            return Set.of(new ResourceKey(Kind.SESSION, session));
        });
    }

    private static Map<String, Integer> here(SimulatedRegion region) {
        Map<String, Integer> sessions = new TreeMap<>();
        region.rows()
                .texts("select concat(USER_SESSION_ID, ' ', LAST_SESSION_REFRESH) from OFFLINE_USER_SESSION")
                .forEach(row -> sessions.put(row.split(" ")[0], Integer.valueOf(row.split(" ")[1])));
        return sessions;
    }
}
