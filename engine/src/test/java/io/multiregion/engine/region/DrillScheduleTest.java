package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.due.DrillPlan;
import io.multiregion.engine.operate.due.DrillSchedule;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A realm says how often it is to be drilled: it is, and nobody has to think of it. */
class DrillScheduleTest {

    private static final String REALM = SimulatedRegions.REALM;

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));
    private final List<Mandate> made = new ArrayList<>();
    private boolean passes = true;
    private long nanos;

    @BeforeEach
    void replicate() {
        eu.write(REALM, () -> realm.change(20));
        regions.replicate();
    }

    @AfterEach
    void close() {
        regions.close();
    }

    /** The schedule of a region, with drills that prove nothing. */
    private DrillSchedule schedule(SimulatedRegion region) {
        return schedule(region, desk(region, () -> {}));
    }

    private DrillDesk desk(SimulatedRegion region, Runnable meanwhile) {
        return new DrillDesk(
                region.name(),
                region.database(),
                (realmId, to, mandate) -> {
                    meanwhile.run();
                    made.add(mandate);
                    return new DrillReport(
                            REALM, to, passes, List.of(), 0L, true, 5, 7L, passes ? 22L : null, List.of());
                },
                UnaryOperator.identity(),
                new Observer() {},
                regions.time());
    }

    private DrillSchedule schedule(SimulatedRegion region, DrillDesk desk) {
        return new DrillSchedule(region.database(), desk, new Journal(region.name()), regions.time(), () -> nanos);
    }

    /** Has a schedule look after its pause. Nobody else looks meanwhile: the engine's own waits for time to pass. */
    private int look(DrillSchedule schedule) {
        made.clear();
        nanos += Duration.ofSeconds(15).toNanos();
        every("P30D");
        schedule.look();
        every(null);
        return made.size();
    }

    private void every(String time) {
        for (SimulatedRegion region : regions) {
            region.database().run(connection -> {
                Sql.update(
                        connection,
                        "delete from REALM_ATTRIBUTE where REALM_ID = ? and NAME = ?",
                        REALM,
                        DrillsDue.EVERY);
                if (time != null) {
                    Sql.update(
                            connection,
                            "insert into REALM_ATTRIBUTE (REALM_ID, NAME, VALUE) values (?, ?, ?)",
                            REALM,
                            DrillsDue.EVERY,
                            time);
                }
            });
        }
    }

    /** There was a drill, and none after it. */
    private void drilled(Duration ago, boolean passed) {
        eu.database().run(connection -> {
            DrillRows.forget(connection, REALM);
            DrillRows.add(
                    connection,
                    REALM,
                    new DrillRows.Kept("id", "us", regions.now() - ago.toMillis(), passed, 10L, false, "{}", null));
        });
    }

    private OverviewRepresentation overview() {
        return eu.engine().overview().describe(REALM, REALM, Sight.LEAST);
    }

    @Test
    void oneIsMadeWhenItIsDueAndNotAgain() {
        DrillSchedule schedule = schedule(eu);
        assertEquals(1, look(schedule), "none was ever made");
        assertEquals(List.of(Mandate.REALM), made, "its report is for the realm's own administrators too");
        assertEquals(0, look(schedule));
        assertEquals("us", overview().lastDrill().to());
        drilled(Duration.ofDays(29), true);
        assertEquals(0, look(schedule));
        drilled(Duration.ofDays(31), true);
        assertEquals(1, look(schedule));
        drilled(Duration.ofDays(-3650), true);
        assertEquals(1, look(schedule), "a clock that went wrong once does not end it");
    }

    @Test
    void itDoesNotLookAllTheTime() {
        DrillSchedule schedule = schedule(eu);
        assertEquals(1, look(schedule));
        drilled(Duration.ofDays(31), true);
        every("P30D");
        made.clear();
        schedule.look();
        assertEquals(List.of(), made);
    }

    @Test
    void oneThatFailsIsWarnedOfAndMadeAgainADayLater() {
        passes = false;
        assertEquals(1, look(schedule(eu)));
        every("P30D");
        String warning = overview().warnings().stream()
                .filter(text -> text.contains("drill"))
                .findFirst()
                .orElseThrow();
        assertTrue(warning.startsWith("the last drill to us, 0 hours ago, did not pass: its report says why"), warning);
        DrillPlan plan = eu.engine().drillSchedule().plan(REALM);
        assertEquals("P30D", plan.every());
        Duration until = Duration.between(
                regions.time().instant(), Instant.parse(plan.next().get(0).at()));
        assertEquals(Duration.ofDays(1), until);
        drilled(Duration.ofHours(23), false);
        assertEquals(0, look(schedule(eu)));
        drilled(Duration.ofHours(25), false);
        assertEquals(1, look(schedule(eu)));
    }

    @Test
    void noneIsMadeToACopyThatIsNotLevelNorByOne() throws Exception {
        assertEquals(0, look(schedule(us)), "its primary makes them");
        assertEquals(List.of(), us.engine().drillSchedule().plan(REALM).next());
        regions.part();
        eu.write(REALM, () -> realm.change(5));
        regions.time().pass(Duration.ofSeconds(10));
        assertEquals(0, look(schedule(eu)), "it is behind");
        regions.network().heal();
        regions.time().pass(Duration.ofSeconds(40));
        assertEquals(1, look(schedule(eu)));
        drilled(Duration.ofDays(31), true);
        regions.time()
                .during(() -> eu.engine()
                        .replicas()
                        .setStatus(REALM, "us", new ReplicaRequest(null, null, false, "INACTIVE")));
        regions.time().pass(Duration.ofSeconds(5));
        assertEquals(0, look(schedule(eu)), "it is out of service");
    }

    @Test
    void whatIsNoTimeIsRefusedWhereItIsSaid() {
        DrillSchedule here = eu.engine().drillSchedule();
        for (String wrong : List.of("soon", "-P1D", "PT59M", "P99999999999D", "P11Y")) {
            assertTrue(DrillsDue.objection(DrillsDue.EVERY, wrong).isPresent(), wrong);
            assertEquals(
                    400,
                    assertThrows(RefusedException.class, () -> here.check(REALM, wrong))
                            .status());
        }
        for (String right : List.of("", "P30D", " P1M ", "PT12H", "P1W", "P1DT12H")) {
            assertTrue(DrillsDue.objection(DrillsDue.EVERY, right).isEmpty(), right);
            here.check(REALM, right);
        }
        assertTrue(DrillsDue.objection("another", "soon").isEmpty());
        assertEquals(
                409,
                assertThrows(
                                RefusedException.class,
                                () -> us.engine().drillSchedule().check(REALM, "P30D"))
                        .status(),
                "it is the primary that is told");
    }

    /** Somebody presses the button just then. */
    @Test
    void twoOfARealmAreNotMadeAtOnce() {
        AtomicReference<DrillSchedule> schedule = new AtomicReference<>();
        DrillDesk desk = desk(eu, () -> look(schedule.get()));
        schedule.set(schedule(eu, desk));
        desk.perform(REALM, "us", Mandate.OPERATOR);
        assertEquals(1, desk.list(REALM, 10).size());
    }

    /** All of it, as a server does it: the rules, tokens both ways, a change that goes all the way, and a comparison. */
    @Test
    void whatIsMadeIsADrillLikeAnyOther() throws Exception {
        assertEquals(
                0, regions.time().during(() -> look(schedule(eu, eu.engine().drill()))));
        assertTrue(overview().lastDrill().passed());
        DrillDesk desk = eu.engine().drill();
        String id = desk.list(REALM, 1).get(0).id();
        assertEquals(
                0,
                desk.report(REALM, id, Mandate.REALM).path("verifyDifferences").asInt(-1));
    }
}
