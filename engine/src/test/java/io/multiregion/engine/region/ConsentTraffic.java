package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.withdrawn.WithdrawnConsents;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Consents of one user: given where the user signs in, withdrawn where the account console may write. The latest word counts, unless it
 * was said to a primary that was deposed before anybody heard it: that is for an operator to decide.
 */
final class ConsentTraffic implements Traffic {

    private static final ResourceKey KIM = new ResourceKey(Kind.USER, "kim");
    private static final List<String> CLIENTS = List.of("shop", "bank");
    private static final String WITHDRAWN = "withdrawn";

    private final SimulatedRegions regions;
    private final Map<String, String> latest = new TreeMap<>();
    private final Set<String> words = new HashSet<>();
    private int consents;

    ConsentTraffic(SimulatedRegions regions) {
        this.regions = regions;
    }

    @Override
    public String step(Random random, SimulatedRegion region) {
        String client = CLIENTS.get(random.nextInt(CLIENTS.size()));
        if (random.nextInt(3) > 0) {
            return give(region, client, "scope" + consents++);
        }
        if (region.state(SimulatedRegions.REALM).filter(RealmState::isPrimary).isPresent()) {
            return withdraw(region, client);
        }
        return "no account console";
    }

    private String give(SimulatedRegion region, String client, String scope) {
        write(region, "USER_CONSENT", () -> {
            List<String> there = region.rows().texts("select ID from USER_CONSENT where CLIENT_ID = ?", client);
            String id = there.isEmpty() ? region.name() + consents : there.get(0);
            if (there.isEmpty()) {
                region.rows().insert("USER_CONSENT", "ID", id, "USER_ID", "kim", "CLIENT_ID", client);
            }
            region.rows().update("update USER_CONSENT set LAST_UPDATED_DATE = ? where ID = ?", regions.now(), id);
            region.rows().update("delete from USER_CONSENT_CLIENT_SCOPE where USER_CONSENT_ID = ?", id);
            region.rows().insert("USER_CONSENT_CLIENT_SCOPE", "USER_CONSENT_ID", id, "SCOPE_ID", scope);
        });
        return said(client, scope);
    }

    /** Keycloak says so whether there is one or not. */
    private String withdraw(SimulatedRegion region, String client) {
        write(region, WithdrawnConsents.TABLE, () -> {
            region.rows()
                    .update(
                            "delete from USER_CONSENT_CLIENT_SCOPE where USER_CONSENT_ID in"
                                    + " (select ID from USER_CONSENT where CLIENT_ID = ?)",
                            client);
            region.rows().update("delete from USER_CONSENT where CLIENT_ID = ?", client);
            region.connections()
                    .run(connection ->
                            WithdrawnConsents.note(connection, SimulatedRegions.REALM, KIM, client, regions.now()));
        });
        return said(client, WITHDRAWN);
    }

    private static void write(SimulatedRegion region, String table, Runnable work) {
        region.write(SimulatedRegions.REALM, user -> table, () -> {
            work.run();
            return Set.of(KIM);
        });
    }

    private String said(String client, String word) {
        latest.put(client, word);
        words.add(client + ' ' + word);
        return client + " " + word;
    }

    @Override
    public void look(SimulatedRegion region) {
        // a region that has not heard the latest word has an earlier one
    }

    @Override
    public void judge(SimulatedRegion region) {
        Map<String, String> here = here(region);
        assertEquals(here(regions.get(0)), here, "consents in " + region.name());
        here.forEach((client, scope) -> assertTrue(
                scope.equals(WITHDRAWN) || words.contains(client + ' ' + scope), () -> "nobody said " + here));
        if (!isForAnOperator()) {
            latest.forEach((client, word) ->
                    assertEquals(word, here.getOrDefault(client, WITHDRAWN), client + " in " + region.name()));
        }
    }

    /** Whether what a deposed primary had of the user waits for an operator. */
    private boolean isForAnOperator() {
        for (SimulatedRegion region : regions) {
            if (!region.rows()
                    .texts("select RESOURCE_ID from MR_DIVERGENCE where RESOURCE_ID = 'kim'")
                    .isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> here(SimulatedRegion region) {
        return region
                .rows()
                .texts("select concat(CLIENT_ID, ' ', SCOPE_ID) from USER_CONSENT"
                        + " join USER_CONSENT_CLIENT_SCOPE on USER_CONSENT_ID = ID")
                .stream()
                .collect(Collectors.toMap(row -> row.split(" ")[0], row -> row.split(" ")[1]));
    }
}
