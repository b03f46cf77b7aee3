package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trace.RecordedTraces;
import io.multiregion.engine.trace.RecordedTraces.Recorded;
import io.multiregion.engine.trace.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that somebody traces is followed to the other region; of all else, nothing is traced but the cuts. */
class TracedWayTest {

    private static final String REALM = "acme";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final RecordedTraces traces = new RecordedTraces();

    @BeforeEach
    void start() {
        eu.database().realm(REALM, REALM);
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.traces(traces.in("eu"));
        us.traces(traces.in("us"));
        eu.start();
        us.start();
        eu.replicate(REALM, us);
        time.pass(SOON);
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
    }

    private void user(String id) {
        eu.write(REALM, () -> {
            eu.rows().insert("USER_ENTITY", "ID", id, "USERNAME", id, "EMAIL_CONSTRAINT", id, "REALM_ID", REALM);
            return Set.of(new ResourceKey(Kind.USER, id));
        });
    }

    private List<Recorded> of(int trace) {
        return traces.ended().stream().filter(span -> span.trace() == trace).toList();
    }

    private static List<String> said(List<Recorded> spans) {
        return spans.stream().map(Recorded::toString).toList();
    }

    @Test
    void aChangeIsOneTraceThroughBothRegions() {
        int trace = traces.request("eu", () -> user("alice"));
        time.pass(SOON);
        assertEquals(
                List.of(
                        "eu capture < request",
                        "eu request < ",
                        "eu cut < ship",
                        "eu seal < ship",
                        "us open < receive",
                        "us apply < receive",
                        "us receive < send",
                        "eu send < ship",
                        "eu ship < request"),
                said(of(trace)));
        Recorded shipped = of(trace).get(8);
        assertEquals("us", shipped.tag("multiregion.target"));
        assertEquals(REALM, shipped.tag("multiregion.realm"));
        assertEquals(Optional.empty(), Step.traceparent());
    }

    /** One cut has the changes of several: it is a part of the first one's trace, and refers to the others. */
    @Test
    void aCutRefersToAllWhoseChangesItHas() {
        int first = traces.request("eu", () -> user("alice"));
        int second = traces.request("eu", () -> user("bob"));
        time.pass(SOON);
        Recorded shipped = of(first).stream()
                .filter(span -> span.toString().equals("eu ship < request"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(second), shipped.links());
    }

    @Test
    void whatNobodyTracesBeginsATraceWithItsCut() {
        int before = traces.ended().size();
        user("carol");
        time.pass(SOON);
        List<Recorded> after = traces.ended().subList(before, traces.ended().size());
        assertEquals("eu ship < ", after.get(after.size() - 1).toString());
        assertTrue(after.stream().noneMatch(span -> span.toString().contains("capture")), after::toString);
    }

    /** Heartbeats and empty cuts go on all the time. */
    @Test
    void idleRegionsTraceNothing() {
        int before = traces.ended().size();
        time.pass(Duration.ofMinutes(1));
        assertEquals(before, traces.ended().size());
    }

    @Test
    void whatFailsIsTriedAgainInTheSameTrace() {
        var failing = new AtomicBoolean(true);
        network.use((parcel, arrival) -> {
            if (failing.get() && parcel.to().equals("us") && Step.traceparent().isPresent()) {
                throw new TransportException("the regions are apart");
            }
            return arrival.of(parcel);
        });
        int trace = traces.request("eu", () -> user("dave"));
        time.pass(SOON);
        failing.set(false);
        time.pass(Duration.ofSeconds(30));
        List<String> ships = said(of(trace)).stream()
                .filter(span -> span.contains(" ship < request"))
                .toList();
        assertEquals("eu ship < requestTransportException", ships.get(0));
        assertEquals("eu ship < request", ships.get(ships.size() - 1));
        assertNotEquals(1, ships.size());
    }
}
