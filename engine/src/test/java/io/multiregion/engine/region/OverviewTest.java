package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.overview.HappeningRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation.Region;
import io.multiregion.engine.overview.OverviewRepresentation.TakeOver;
import io.multiregion.engine.overview.OverviewRepresentation.Told;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page shows of a realm in two regions, while all is well and while something is not. */
class OverviewTest {

    private static final String REALM = "acme";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @AfterEach
    void close() {
        regions.close();
    }

    private void replicate() {
        eu.write(REALM, () -> realm.change(60));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(10));
    }

    private static OverviewRepresentation overview(SimulatedRegion region) {
        return region.engine().overview().describe(REALM, REALM, Sight.LEAST);
    }

    private static Region region(OverviewRepresentation overview, String name) {
        return overview.regions().stream()
                .filter(region -> region.region().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRealmOfItsOwnHasNoOtherRegions() {
        OverviewRepresentation alone = overview(eu);
        assertEquals("STANDALONE", alone.role());
        assertEquals(List.of(), alone.regions());
        assertNull(alone.takeOver());
    }

    @Test
    void bothSeeBoth() {
        replicate();
        OverviewRepresentation here = overview(eu);
        assertEquals("PRIMARY", region(here, "eu").state());
        assertEquals("LEVEL", region(here, "us").state());
        assertEquals(0L, region(here, "us").lag().lagMillis());
        assertTrue(region(here, "us").copy().copiedBytes() > 1000, "the first copy went there, sealed");
        assertTrue(region(here, "us").heardMillisAgo() <= 2000);
        assertEquals(new TakeOver("us", 0L, null, 0L), here.takeOver());

        OverviewRepresentation there = overview(us);
        assertEquals("LEVEL", region(there, "us").state());
        assertEquals("PRIMARY", region(there, "eu").state());
        assertEquals(0L, there.takeOver().lostResources());
        assertTrue(there.takeOver().heldMillisAgo() <= 2000);
        assertEquals(
                List.of("us", "eu"),
                there.regions().stream().map(Region::region).toList());
    }

    @Test
    void whoDiesIsNotCalledLevelAfterThreeHeartbeats() {
        replicate();
        us.kill();
        time.pass(Duration.ofSeconds(4));
        Region dead = region(overview(eu), "us");
        assertEquals("WAITING", dead.state());
        assertTrue(dead.heardMillisAgo() >= 3000);
        assertEquals("PASSES", dead.lastError().remedy().name());
        us.start();
        time.pass(Duration.ofSeconds(40));
        assertEquals("LEVEL", region(overview(eu), "us").state());
    }

    @Test
    void aPrimaryThatIsSilentIsUnknownToItsCopy() {
        replicate();
        eu.kill();
        time.pass(Duration.ofSeconds(4));
        OverviewRepresentation there = overview(us);
        assertEquals("UNKNOWN", region(there, "eu").state());
        assertEquals("WAITING", region(there, "us").state());
        assertTrue(there.takeOver().heldMillisAgo() >= 3000);
    }

    @Test
    void whatWouldBeLostIsCounted() {
        replicate();
        network.use((parcel, arrival) -> {
            throw new TransportException("the link is cut");
        });
        eu.write(REALM, () -> realm.change(20));
        time.pass(Duration.ofSeconds(10));
        OverviewRepresentation here = overview(eu);
        TakeOver takeOver = here.takeOver();
        assertEquals("us", takeOver.bestRegion());
        assertTrue(takeOver.lostResources() > 0);
        assertTrue(takeOver.heldMillisAgo() >= 9000);
        assertEquals(takeOver.lostResources(), region(here, "us").lag().behindResources());
    }

    @Test
    void aCopyThatIsOutOfServiceIsPaused() throws Exception {
        replicate();
        time.during(
                () -> eu.engine().replicas().setStatus(REALM, "us", new ReplicaRequest(null, null, false, "INACTIVE")));
        time.pass(Duration.ofSeconds(5));
        assertEquals("PAUSED", region(overview(eu), "us").state());
        assertEquals("PAUSED", region(overview(us), "us").state());
    }

    /** Versions, clocks, keys: of each other as they said with heartbeats, of oneself as it is. */
    @Test
    void regionsTellEachOtherHowTheyDo() {
        us.setClock(Duration.ofSeconds(7));
        replicate();
        time.pass(Duration.ofSeconds(20));
        Told there = region(overview(eu), "us").told();
        assertEquals(7000, there.clockSkewMillis(), 200);
        assertTrue(there.toldMillisAgo() <= 6000, there::toString);
        assertEquals(true, there.keysUsable());
        assertEquals(1, there.nodes());
        assertTrue(there.extensionVersion().matches("[0-9].*"), there::toString);
        Told back = region(overview(us), "eu").told();
        assertEquals(-7000, back.clockSkewMillis(), 200);
        assertEquals(region(overview(eu), "eu").told().certificateEndsAt(), back.certificateEndsAt());
    }

    /** The third region says nothing to the second: that one knows what its primary told, and for how long that is worth something. */
    @Test
    void aCopyKnowsOfTheOthersWhatItsPrimaryTold() {
        try (SimulatedRegion ap = new SimulatedRegion("ap", time, network)) {
            ap.trust(eu, "realms=*&mayBecomePrimary=true");
            eu.trust(ap, "realms=*&mayBecomePrimary=true");
            ap.start();
            replicate();
            eu.replicate(REALM, ap);
            time.pass(Duration.ofSeconds(20));
            assertEquals("LEVEL", region(overview(us), "ap").state());
            ap.kill();
            time.pass(Duration.ofSeconds(20));
            assertEquals("WAITING", region(overview(us), "ap").state());
            eu.kill();
            time.pass(Duration.ofSeconds(20));
            assertEquals("UNKNOWN", region(overview(us), "ap").state());
            assertNull(region(overview(us), "ap").lag());
        }
    }

    @Test
    void lagIsKeptMinuteByMinute() {
        replicate();
        for (int i = 0; i < 20; i++) {
            eu.write(REALM, () -> realm.change(2));
            time.pass(Duration.ofSeconds(7));
        }
        Region there = region(overview(eu), "us");
        assertEquals(60, there.lag().lagMillisOfMinutes().size());
        assertTrue(there.lag().lagMillisOfMinutes().get(59) >= 0);
        assertTrue(there.lag().lagP99MillisOfHour() >= 0);
    }

    /** What happened last night: when a copy came to which state, and for how long it had been in the one before. */
    @Test
    void whatAStreamDidIsKept() {
        replicate();
        us.kill();
        time.pass(Duration.ofSeconds(30));
        us.start();
        time.pass(Duration.ofSeconds(60));
        List<HappeningRepresentation> timeline = eu.engine().overview().timeline(REALM, "us", 100);
        List<String> words =
                timeline.stream().map(HappeningRepresentation::what).toList();
        assertEquals(List.of("LEVEL", "WAITING", "LEVEL"), words.subList(0, 3), timeline::toString);
        HappeningRepresentation waiting = timeline.get(1);
        assertTrue(waiting.text().contains("no answer"), waiting::toString);
        assertTrue(timeline.get(0).millis() >= 20_000, timeline::toString);
        assertEquals(timeline.get(0).at(), region(overview(eu), "us").stateSince());
        assertEquals(List.of(), eu.engine().overview().timeline(REALM, "ap", 100));
    }

    /** When was this last tested? Not lately enough, says the page by itself. */
    @Test
    void aDrillThatIsOverdueIsWarnedOf() {
        replicate();
        assertEquals(List.of(), due(eu));
        every("P30D");
        assertTrue(due(eu).get(0).startsWith("a drill to us is overdue: the last one was never"));
        assertEquals(List.of(), due(us));
        drilled(Duration.ofDays(29));
        assertEquals(List.of(), due(eu));
        every("P1W");
        assertTrue(due(eu).get(0).contains("the last one was 29 days ago, and multiRegion.drillEvery is P1W"));
        every("P1M");
        assertEquals(List.of(), due(eu));
        for (String none : List.of("soon", "-P1D", "PT1S", "P99999999999D")) {
            every(none);
            assertTrue(due(eu).get(0).startsWith("multiRegion.drillEvery is no time between two drills"));
        }
        every(" ");
        assertEquals(List.of(), due(eu));
    }

    /** What is said of drills; certificates of these regions end soon. */
    private static List<String> due(SimulatedRegion region) {
        return overview(region).warnings().stream()
                .filter(warning -> warning.contains("drill"))
                .toList();
    }

    private void every(String time) {
        eu.connections().run(connection -> {
            Sql.update(
                    connection, "delete from REALM_ATTRIBUTE where REALM_ID = ? and NAME = ?", REALM, DrillsDue.EVERY);
            Sql.update(
                    connection,
                    "insert into REALM_ATTRIBUTE (REALM_ID, NAME, VALUE) values (?, ?, ?)",
                    REALM,
                    DrillsDue.EVERY,
                    time);
        });
    }

    private void drilled(Duration ago) {
        long at = Instant.parse(overview(eu).at()).minus(ago).toEpochMilli();
        DrillRows.Kept drill = new DrillRows.Kept("id", "us", at, true, 10L, false, "{}", null);
        eu.connections().run(connection -> DrillRows.add(connection, REALM, drill));
    }
}
