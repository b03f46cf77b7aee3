package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry.Need;
import io.multiregion.engine.operate.preflight.PreflightRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.peer.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in the way of a copy is found out before it is begun, from both sides; and it changes nothing. */
class PreflightTest {

    private static final String REALM = SimulatedRegions.REALM;

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);

    @AfterEach
    void close() {
        regions.close();
    }

    private PreflightRepresentation preflight() throws Exception {
        ReplicaRequest request = new ReplicaRequest("us", null, true, null);
        return regions.time()
                .during(() -> eu.engine().preflight().perform(REALM, REALM, false, request, Mandate.REALM));
    }

    private static List<String> rules(PreflightRepresentation found) {
        return found.findings().stream().map(Finding::rule).toList();
    }

    private static Finding finding(PreflightRepresentation found, String rule) {
        return found.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allIsLookedAtFromBothSidesAndNothingIsBegun() throws Exception {
        Map<String, Set<String>> here = rows(eu);
        Map<String, Set<String>> there = rows(us);
        PreflightRepresentation found = preflight();
        assertEquals(
                List.of(
                        "reachable",
                        "versions",
                        "clock",
                        "keys-usable",
                        "invited",
                        "name-free",
                        "providers-present",
                        "reached-back"),
                rules(found));
        assertTrue(found.passed(), found::toString);
        assertEquals(us.url().toString(), found.url());
        assertEquals(here, rows(eu));
        assertEquals(there, rows(us));
    }

    /** Without how the regions say that they do, and which node works. */
    private static Map<String, Set<String>> rows(SimulatedRegion region) {
        Map<String, Set<String>> rows = region.database().rows();
        rows.keySet().removeAll(Set.of("MR_VITALS", "MR_LEASE"));
        return rows;
    }

    @Test
    void aRegionThatIsNotReachedSaysNoMore() throws Exception {
        regions.part();
        PreflightRepresentation found = preflight();
        assertFalse(found.passed());
        assertEquals(List.of("reachable"), rules(found));
        assertTrue(found.findings().get(0).detail().contains("the regions are apart"), found::toString);
    }

    /** Messages and their answers go one way by the same connection: the other way is another matter. */
    @Test
    void theWayBackIsTriedToo() throws Exception {
        regions.network().use((parcel, arrival) -> {
            if (parcel.from().equals("us")) {
                throw new TransportException("a wall that us alone sees");
            }
            return arrival.of(parcel);
        });
        PreflightRepresentation found = preflight();
        Finding back = finding(found, "reached-back");
        assertFalse(back.holds());
        assertFalse(found.passed());
        assertTrue(back.detail().startsWith("region us does not reach region eu at " + eu.url()), back::detail);
        assertFalse(back.detail().contains("wall"), "what it meets there is told to its own operators only");
    }

    /** It could find out names, providers and addresses behind the wall of a region that has not agreed to anything. */
    @Test
    void whoWasNotInvitedLearnsNothingElse() throws Exception {
        us.trust(eu, "realms=other");
        us.database().realm("other-id", REALM);
        PreflightRepresentation found = preflight();
        assertEquals(List.of("reachable", "versions", "clock", "keys-usable", "invited"), rules(found));
        String said = finding(found, "invited").detail();
        assertTrue(said.contains("takes no copy of realm acme from region eu"), said);
    }

    @Test
    void aNameThatIsTakenThereIsSaid() throws Exception {
        us.database().realm("other-id", REALM);
        Finding name = finding(preflight(), "name-free");
        assertFalse(name.holds());
        assertTrue(name.detail().contains("has a realm named acme of its own"), name::detail);
    }

    @Test
    void whatTheServerThereLacksIsNamed() throws Exception {
        eu.server.needs(List.of(
                new Need("protocol", List.of("Known"), "oidc", "client a", true),
                new Need("authenticator", List.of("Known"), "face", "flow b", true),
                new Need("authenticator", List.of("Known"), "voice", "flow c", false)));
        us.server.lacks(Set.of("face", "voice"));
        Finding providers = finding(preflight(), "providers-present");
        assertFalse(providers.holds());
        assertEquals(List.of("authenticator face (flow b)"), providers.lacks());
        assertEquals(List.of("region us lacks what nobody uses: authenticator voice (flow c)"), providers.warnings());
    }

    @Test
    void clocksThatAreFarApartAreSaid() throws Exception {
        us.setClock(Duration.ofSeconds(10));
        Finding clock = finding(preflight(), "clock");
        assertTrue(clock.holds());
        assertEquals(1, clock.warnings().size(), clock::toString);
        us.setClock(Duration.ofMinutes(-6));
        assertFalse(finding(preflight(), "clock").holds());
    }

    @Test
    void whatCouldNotBeAskedForIsRefused() throws Exception {
        regions.replicate();
        assertEquals(
                "replica_exists",
                assertThrows(RefusedException.class, this::preflight).error());
    }
}
