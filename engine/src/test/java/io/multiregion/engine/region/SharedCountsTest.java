package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.lockout.FailedSignIn;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.lockout.FailedSignIns;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failed sign-ins of three regions are one budget, in all of them. */
class SharedCountsTest {

    private static final String REALM = "acme";
    private static final String KIM = "kim";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(40);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final SimulatedRegion ap = new SimulatedRegion("ap", time, network);
    private final List<SimulatedRegion> all = List.of(eu, us, ap);

    @BeforeEach
    void replicate() {
        eu.database().realm(REALM, REALM);
        all.forEach(one -> all.stream()
                .filter(other -> other != one)
                .forEach(other -> one.trust(other, "realms=*&mayBecomePrimary=true")));
        all.forEach(SimulatedRegion::start);
        eu.replicate(REALM, us);
        eu.replicate(REALM, ap);
        time.pass(SOON);
        eu.write(REALM, () -> {
            eu.rows().insert("USER_ENTITY", "ID", KIM, "REALM_ID", REALM, "USERNAME", KIM);
            return Set.of(new ResourceKey(Kind.USER, KIM));
        });
        time.pass(SOON);
    }

    @AfterEach
    void close() {
        all.forEach(SimulatedRegion::close);
    }

    @Test
    void whatFailsWhileTheRegionsAreApartCountsTogetherAfterwards() {
        fail(eu);
        time.pass(SOON);
        network.use((parcel, arrival) -> {
            throw new TransportException("the regions are apart");
        });
        fail(eu);
        fail(us);
        fail(us);
        fail(ap);
        time.pass(SOON);
        assertEquals(List.of(2, 3, 2), all.stream().map(this::failures).toList(), "each knows its own");
        network.heal();
        time.pass(LATER);
        assertEquals(List.of(5, 5, 5), all.stream().map(this::failures).toList());
        in(ap, FailedSignIns::clear);
        time.pass(SOON);
        assertEquals(List.of(0, 0, 0), all.stream().map(this::failures).toList());
    }

    @Test
    void aLockoutForGoodIsKnownInAllRegionsUntilThePrimaryUnlocks() {
        in(us, counted -> counted.lock(now()));
        time.pass(SOON);
        all.forEach(region -> assertTrue(seenBy(region).isLocked(), region.name()));
        time.pass(SOON);
        in(eu, counted -> counted.unlock(now()));
        time.pass(SOON);
        all.forEach(region -> assertFalse(seenBy(region).isLocked(), region.name()));
    }

    /** Only a primary unlocks, and what a deposed one did is for an operator to do again. */
    @Test
    void whatADeposedPrimaryHasUnlockedIsLockedInAllRegions() {
        in(us, counted -> counted.lock(now()));
        time.pass(SOON);
        network.use((parcel, arrival) -> {
            throw new TransportException("the regions are apart");
        });
        in(eu, counted -> counted.unlock(now()));
        us.engine().moving().failover().perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        network.heal();
        time.pass(LATER);
        all.forEach(region -> assertTrue(seenBy(region).isLocked(), region.name()));
        in(us, counted -> counted.unlock(now()));
        time.pass(SOON);
        all.forEach(region -> assertFalse(seenBy(region).isLocked(), region.name()));
    }

    /** Whoever has taken a region over. */
    @Test
    void noRegionUnlocksOrSpeaksForAnother() {
        fail(eu);
        in(ap, counted -> counted.lock(now()));
        time.pass(SOON);
        us.rows().update("update MR_FAILED_SIGN_IN set VERSION = 9, FAILURES = 0, LOCKED_AT = 0");
        in(us, counted -> counted.unlock(now()));
        for (SimulatedRegion other : all) {
            giveBackOf(other);
        }
        time.pass(SOON);
        for (SimulatedRegion region : List.of(eu, ap)) {
            assertEquals(1, failures(region), region.name());
            assertTrue(seenBy(region).isLocked(), region.name());
        }
    }

    private void giveBackOf(SimulatedRegion other) {
        ResourceRows resources = new ResourceRows(us.engine().ground().catalogue());
        Batch row = us.database()
                .transaction(connection ->
                        resources.read(connection, REALM, new Change(key(other), 1), table -> table.back()));
        Answer answer = us.engine()
                .shipping()
                .peer()
                .giveBack(us.state(REALM).orElseThrow(), ResourceRows.bytes(row))
                .answer();
        assertEquals(Answer.Outcome.OK, answer.outcome());
    }

    private void fail(SimulatedRegion region) {
        in(region, counted -> {
            counted.failedAt(now());
            counted.oneMore();
        });
    }

    private void in(SimulatedRegion region, Consumer<FailedSignIns> step) {
        region.write(REALM, () -> {
            region.database().run(connection -> {
                FailedSignIns counted = FailedSignIns.of(
                        REALM, KIM, region.name(), FailedSignInRows.held(connection, REALM, KIM, region.name()));
                step.accept(counted);
                FailedSignInRows.write(connection, counted.own());
            });
            return Set.of(key(region));
        });
    }

    private static ResourceKey key(SimulatedRegion region) {
        return new ResourceKey(Kind.FAILED_SIGN_IN, FailedSignIn.id(KIM, region.name()));
    }

    private int failures(SimulatedRegion region) {
        return seenBy(region).failures();
    }

    private FailedSignIns seenBy(SimulatedRegion region) {
        return FailedSignIns.of(
                REALM,
                KIM,
                region.name(),
                region.database().transaction(connection -> FailedSignInRows.of(connection, REALM, KIM)));
    }

    private long now() {
        return time.instant().toEpochMilli();
    }
}
