package io.multiregion.stories.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.Alone;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A drill proves a standby, names what it lacks, and moves nothing. */
@Alone
final class DrillStory {

    private static final Set<String> RULES = Set.of(
            "copy-compared",
            "copy-complete",
            "keys-usable",
            "lag-within-bound",
            "may-become-primary",
            "not-flapping",
            "people-imported",
            "providers-present",
            "replica-active",
            "same-schema",
            "stream-flows",
            "tables-replicated",
            "target-reachable");

    @Test
    void aStandbyIsProven(TwoRegions regions) {
        var realm = new SampleRealm("drill", TwoRegions.FRONT, 5);
        var admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate("drill");
        var before = admin.get("drill/multi-region");
        var sessions = admin.get("drill/client-session-stats");

        var report = drill(admin, "us");

        assertTrue(report.path("passed").asBoolean(), report.toString());
        assertTrue(report.path("tokens").asBoolean());
        assertEquals(0, report.path("verifyDifferences").asLong(-1));
        assertTrue(report.path("estimatedWritePauseMillis").asLong()
                >= report.path("drainMillis").asLong());
        var rules = new TreeSet<String>();
        for (var rule : report.path("rules")) {
            assertTrue(rule.path("holds").asBoolean(), rule.toString());
            rules.add(rule.path("rule").asText());
        }
        assertEquals(RULES, rules, "all but what only a failover asks, and what there is to ask of a third region");
        var after = admin.get("drill/multi-region");
        assertEquals(before.path("epoch"), after.path("epoch"));
        assertEquals("PRIMARY", after.path("role").asText());
        assertTrue(after.path("writable").asBoolean());
        assertEquals(sessions, admin.get("drill/client-session-stats"));
        regions.equality("drill").assertRows();
    }

    @Test
    void whatFailsIsNamed(TwoRegions regions) {
        var realm = new SampleRealm("undrilled", TwoRegions.FRONT, 1);
        var admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate("undrilled");
        assertEquals(404, attempt(admin, "undrilled", "mars").status());
        assertEquals(
                400,
                admin.attempt("POST", "undrilled/multi-region/drill", Json.of("{}"))
                        .status());
        regions.toUs().set(Link.State.DOWN);
        try {
            var report = attempt(admin, "undrilled", "us").expect(200).json();
            assertFalse(report.path("passed").asBoolean());
            assertTrue(report.path("problems").toString().contains("target-reachable"), report.toString());
        } finally {
            regions.toUs().set(Link.State.UP);
        }
        assertTrue(admin.get("undrilled/multi-region").path("writable").asBoolean());
        regions.equality("undrilled").assertRows();
    }

    private static JsonNode drill(Admin admin, String to) {
        return attempt(admin, "drill", to).expect(200).json();
    }

    private static Answer attempt(Admin admin, String realm, String to) {
        return admin.attempt("POST", realm + "/multi-region/drill", Json.of("{to:'%s'}", to));
    }
}
