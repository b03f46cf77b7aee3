package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node shows is of now: what it does not measure any more goes away. */
class FiguresTest {

    private static final String REALM = SimulatedRegions.REALM;
    private static final String LAG = "multiregion.lag.milliseconds";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us", "ap");
    private final SimulatedTime time = regions.time();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final SimulatedRegion ap = regions.get(2);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @BeforeEach
    void replicate() {
        eu.write(REALM, () -> realm.change(20));
        regions.replicate();
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void whoShipsNoMoreHasNoLag() {
        assertEquals(Set.of("eu us", "eu ap"), ways(eu, LAG));
        assertEquals(Set.of("us eu"), ways(us, LAG));
        eu.database().run(connection -> Sql.update(connection, "update MR_LEASE set OWNER = 'another node'"));
        time.pass(Duration.ofSeconds(2));
        assertEquals(Set.of(), ways(eu, LAG));
        assertEquals(Set.of(), ways(eu, "multiregion.journal.depth.resources"));
        assertEquals(Set.of("us eu"), ways(us, LAG));
    }

    @Test
    void whoLeadsNoMoreHasTheLagOfACopy() throws Exception {
        time.during(() -> eu.engine()
                .moving()
                .switchover()
                .perform(REALM, new MoveRequest("us", null, null, null, null, null, null), Mandate.OPERATOR));
        time.pass(Duration.ofSeconds(5));
        assertEquals(Set.of("eu us"), ways(eu, LAG));
        assertEquals(Set.of("us eu", "us ap"), ways(us, LAG));
        assertEquals(Set.of("ap us"), ways(ap, LAG));
    }

    @Test
    void aReplicaThatIsGoneHasNoLag() {
        Replicas replicas = eu.engine().operating().replicas();
        replicas.setStatus(REALM, "us", new ReplicaRequest(null, null, false, "INACTIVE"));
        time.pass(Duration.ofSeconds(2));
        replicas.delete(REALM, "us", false, Mandate.OPERATOR);
        time.pass(Duration.ofSeconds(5));
        assertEquals(Set.of("eu ap"), ways(eu, LAG));
        assertEquals(Set.of(), ways(us, LAG));
    }

    @Test
    void eachRegionSaysWhoLeads() {
        assertEquals(1, value(eu, "multiregion.primary"));
        assertEquals(1, value(eu, "multiregion.writable"));
        assertEquals(0, value(us, "multiregion.primary"));
        assertEquals(0, value(us, "multiregion.writable"));
        us.database().run(connection -> Sql.update(connection, "update MR_LEASE set OWNER = 'another node'"));
        time.pass(Duration.ofSeconds(2));
        assertEquals(0, value(us, "multiregion.primary"), "each node says so");
    }

    @Test
    void whoShipsSaysWhatOperatorsOweTheRealm() {
        time.pass(Duration.ofSeconds(31));
        assertEquals(Double.POSITIVE_INFINITY, value(eu, "multiregion.verify.age.seconds", "target", "us"));
        eu.database()
                .run(connection -> Sql.update(
                        connection,
                        "insert into REALM_ATTRIBUTE (REALM_ID, NAME, VALUE) values (?, 'past', 'the journal')",
                        REALM));
        eu.database().run(connection -> ReplicaRows.askVerify(connection, REALM, "us", ReplicaState.verifyId("v-")));
        time.pass(Duration.ofSeconds(20));
        assertEquals(10, value(eu, "multiregion.verify.age.seconds", "target", "us"), 10);
        assertEquals(1, value(eu, "multiregion.verify.differences.resources", "target", "us"), "no hook saw that");
        assertEquals(Set.of(), ways(us, "multiregion.verify.age.seconds"));
    }

    /** What is level is drilled by itself. */
    @Test
    void whoShipsSaysWhichDrillsAreOverdue() {
        assertEquals(Set.of(), ways(eu, "multiregion.drill.overdue.seconds"), "the realm wants none");
        regions.part();
        time.pass(Duration.ofSeconds(5));
        drilled("us", Duration.ofMinutes(79));
        eu.database()
                .run(connection -> Sql.update(
                        connection,
                        "insert into REALM_ATTRIBUTE (REALM_ID, NAME, VALUE) values (?, ?, 'PT1H')",
                        REALM,
                        DrillsDue.EVERY));
        time.pass(Duration.ofSeconds(20));
        assertEquals(550, value(eu, "multiregion.drill.overdue.seconds", "target", "us"), 20);
        assertEquals(Double.POSITIVE_INFINITY, value(eu, "multiregion.drill.overdue.seconds", "target", "ap"));
    }

    @Test
    void whoShipsSaysHowRegionsDo() {
        ap.setClock(Duration.ofMinutes(-5));
        diverged(Duration.ofDays(8));
        time.pass(Duration.ofSeconds(40));
        assertEquals(1, value(us, "multiregion.keys.usable", "region", "us"));
        assertEquals(1, value(us, "multiregion.keys.usable", "region", "eu"));
        assertEquals(-300_000, value(eu, "multiregion.clock.skew.milliseconds", "region", "ap"), 2_000);
        assertEquals(0, value(eu, "multiregion.clock.skew.milliseconds", "region", "us"), 2_000);
        assertEquals(Duration.ofDays(8).toSeconds(), value(eu, "multiregion.divergence.age.seconds"), 60);
        assertTrue(
                us.meters().find("multiregion.divergence.age.seconds").gauges().isEmpty(), "it has none");
    }

    private void drilled(String region, Duration ago) {
        DrillRows.Kept drill = new DrillRows.Kept(
                "a drill", region, time.instant().minus(ago).toEpochMilli(), true, 1L, true, "{}", null);
        eu.database().run(connection -> DrillRows.add(connection, REALM, drill));
    }

    private void diverged(Duration ago) {
        Diverged diverged = new Diverged(
                "a divergence",
                "us",
                1,
                "USER",
                "someone",
                Optional.empty(),
                Optional.empty(),
                time.instant().minus(ago).toEpochMilli(),
                new byte[0]);
        eu.database().run(connection -> DivergenceRows.add(connection, REALM, diverged));
    }

    private static double value(SimulatedRegion at, String name, String... tags) {
        return at.meters().get(name).tags(tags).gauge().value();
    }

    /** Source and target of each gauge with a name. */
    private static Set<String> ways(SimulatedRegion at, String name) {
        Set<String> ways = new TreeSet<>();
        for (Gauge gauge : at.meters().find(name).gauges()) {
            ways.add(gauge.getId().getTag("source") + " " + gauge.getId().getTag("target"));
        }
        return ways;
    }
}
