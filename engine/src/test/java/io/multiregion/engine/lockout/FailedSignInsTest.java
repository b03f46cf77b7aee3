package io.multiregion.engine.lockout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One budget for who guesses, however many regions there are. Moments are in seconds here, and each step is written. */
class FailedSignInsTest {

    private static final String USER = "f:ldap:alice";

    private final List<FailedSignIn> rows = new ArrayList<>();

    @Test
    void failuresOfAllRegionsCountTogether() {
        fail("eu", 10);
        fail("eu", 11);
        fail("us", 12);
        for (String region : List.of("eu", "us", "asia")) {
            assertEquals(3, seenBy(region).failures(), region);
            assertEquals(12_000, seenBy(region).lastFailure());
            assertEquals("192.0.2.12", seenBy(region).lastIp());
        }
    }

    @Test
    void aLockoutOfOneRegionHoldsInAll() {
        in("us", all -> all.failedAt(10_000));
        in("us", FailedSignIns::oneLockoutMore);
        in("us", all -> all.lockOutUntil(70));
        in("eu", all -> all.failedAt(20_000));
        in("eu", all -> all.lockOutUntil(30));
        assertEquals(70, seenBy("eu").notBefore());
        assertEquals(1, seenBy("eu").lockouts());
    }

    @Test
    void whoSignsInBeginsAnewEverywhere() {
        fail("eu", 10);
        fail("us", 11);
        in("us", FailedSignIns::clear);
        assertTrue(seenBy("eu").isClean());
        assertEquals(0, seenBy("us").lastFailure());
        assertNull(seenBy("us").lastIp());
        fail("eu", 12);
        assertEquals(1, seenBy("us").failures(), "what was cleared does not come back with the next failure");
    }

    /** Or who knows one password could hide that another one is being guessed elsewhere, within the lag. */
    @Test
    void whatARegionHasNotSeenItDoesNotClear() {
        fail("eu", 10);
        List<FailedSignIn> seen = List.copyOf(rows);
        fail("us", 11);
        FailedSignIns eu = FailedSignIns.of("acme", USER, "eu", seen);
        eu.clear();
        write(eu);
        assertEquals(1, seenBy("eu").failures());
        assertEquals(1, seenBy("us").failures());
    }

    @Test
    void aClockThatIsLateHidesNothing() {
        fail("eu", 100);
        in("eu", FailedSignIns::clear);
        fail("us", 40);
        fail("us", 41);
        assertEquals(2, seenBy("eu").failures());
        in("eu", all -> all.unlock(100_000));
        in("us", all -> all.lock(40_000));
        assertTrue(seenBy("eu").isLocked());
    }

    /** Three wrong codes are three wrong codes, though the password was right in between. */
    @Test
    void codesAreClearedForThemselves() {
        in("eu", all -> all.oneCodeMore(10_000));
        fail("us", 11);
        in("us", all -> all.oneCodeMore(11_000));
        in("us", FailedSignIns::clear);
        assertEquals(2, seenBy("eu").codes());
        assertFalse(seenBy("eu").isClean());
        in("eu", FailedSignIns::clearCodes);
        assertEquals(0, seenBy("us").codes());
        in("us", all -> all.oneCodeMore(12_000));
        assertEquals(1, seenBy("eu").codes());
    }

    @Test
    void lockedHoldsUntilAnOperatorUnlocks() {
        in("us", all -> all.lock(10_000));
        in("us", FailedSignIns::clear);
        in("eu", FailedSignIns::clearCodes);
        in("eu", all -> all.clearBefore(11_000));
        assertTrue(seenBy("asia").isLocked());
        in("eu", all -> all.unlock(12_000));
        for (String region : List.of("eu", "us", "asia")) {
            assertTrue(seenBy(region).isClean(), region);
        }
        in("us", all -> all.lock(13_000));
        assertTrue(seenBy("eu").isLocked());
    }

    /** What was on its way when an operator cleared is older, and counts no more. */
    @Test
    void whatAnOperatorClearsIsAllThatWasBefore() {
        in("eu", all -> all.clearBefore(100_000));
        in("eu", all -> all.unlock(100_000));
        fail("us", 99);
        assertEquals(
                1, seenBy("us").failures(), "us has seen the clearing: this one is later, whatever its clock says");
        rows.clear();
        fail("us", 99);
        in("us", all -> all.lock(99_000));
        List<FailedSignIn> underWay = List.copyOf(rows);
        rows.clear();
        in("eu", all -> all.clearBefore(100_000));
        in("eu", all -> all.unlock(100_000));
        underWay.forEach(this::arrive);
        assertTrue(seenBy("eu").isClean());
    }

    @Test
    void whatKeycloakCountedBeforeGoesOn() {
        FailedSignIns all = seenBy("eu");
        all.takeOver(3, 1, 70, 10_000, "192.0.2.1", 2);
        assertEquals(List.of(3, 1, 70, 2), List.of(all.failures(), all.lockouts(), all.notBefore(), all.codes()));
        all.failedAt(11_000);
        all.oneMore();
        write(all);
        FailedSignIns later = seenBy("eu");
        later.takeOver(3, 1, 70, 10_000, "192.0.2.1", 2);
        assertEquals(4, later.failures());
    }

    /** Any order, any repetition: each region ends with the same. */
    @Test
    void versionsMayArriveInAnyOrderAndMoreThanOnce() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            rows.clear();
            List<FailedSignIn> sent = new ArrayList<>();
            for (int step = 0; step < 30; step++) {
                String region = List.of("eu", "us", "asia").get(random.nextInt(3));
                long now = random.nextInt(100) * 1000L;
                anyStep(region, now, random);
                sent.addAll(rows);
            }
            List<FailedSignIn> right = List.copyOf(rows);
            for (int order = 0; order < 3; order++) {
                rows.clear();
                List<FailedSignIn> arriving = new ArrayList<>(sent);
                Collections.shuffle(arriving, random);
                arriving.addAll(arriving.subList(0, random.nextInt(arriving.size())));
                arriving.forEach(this::arrive);
                FailedSignIns one = FailedSignIns.of("acme", USER, "eu", right);
                FailedSignIns other = seenBy("eu");
                assertEquals(
                        List.of(one.failures(), one.lockouts(), one.notBefore(), one.codes(), one.isLocked()),
                        List.of(other.failures(), other.lockouts(), other.notBefore(), other.codes(), other.isLocked()),
                        "seed " + seed);
            }
        }
    }

    private void anyStep(String region, long now, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> fail(region, now / 1000);
            case 3 -> in(region, FailedSignIns::clear);
            case 4 -> in(region, all -> all.oneCodeMore(now));
            default -> in(region, all -> all.lock(now));
        }
    }

    @Test
    void aRegionSpeaksForItselfOnly() {
        fail("us", 10);
        FailedSignIn us = rows.get(0);
        assertTrue(us.isOf("us", us.id()));
        assertFalse(us.isOf("eu", us.id()), "another region's row");
        assertFalse(us.isOf("us", "another"), "under another id");
    }

    /** One that has unlocked as a primary, and was deposed before anybody heard of it, is still heard. */
    @Test
    void onlyAPrimaryUnlocks() {
        in("us", all -> all.lock(10_000));
        FailedSignIn locked = rows.get(0);
        in("us", all -> all.unlock(11_000));
        fail("us", 12);
        FailedSignIn claimed = believed(rows.get(0), locked);
        assertEquals(new Lock(10_000, 0), claimed.lock());
        assertEquals(1, claimed.failures().count());
        assertEquals(rows.get(0), believed(rows.get(0), rows.get(0)), "the primary knows that");
        assertEquals(locked, believed(locked.with(Lock.NONE), locked), "takes nothing back");
    }

    /** It would not count what fails before that. */
    @Test
    void nothingIsBelievedOfAFarFuture() {
        FailedSignIn row = FailedSignIn.none("acme", USER, "us");
        FailedSignIn soon = row.with(Failures.NONE.cleared(20_000 + 60_000));
        assertEquals(soon, believed(soon, null), "clocks differ");
        long future = 20_000 + 3_600_000;
        FailedSignIn late = row.with(Failures.NONE.cleared(future).at(future))
                .with(FailedCodes.NONE.cleared(future).oneMore(future))
                .with(Lock.NONE.locked(future));
        FailedSignIn bounded = believed(late, null);
        assertEquals(
                List.of(320_000L, 320_000L, 320_000L, 320_000L, 320_000L),
                List.of(
                        bounded.failures().last(),
                        bounded.failures().clearedAt(),
                        bounded.codes().last(),
                        bounded.codes().clearedAt(),
                        bounded.lock().lockedAt()));
        assertEquals(
                0,
                believed(row.with(new Failures(-5, 0, 0, 1, null, 0)), null)
                        .failures()
                        .count());
    }

    /** As the primary writes it. */
    @Test
    void allIsWrittenThatIsBelieved() {
        fail("us", 10);
        in("us", all -> all.oneCodeMore(11_000));
        in("us", all -> all.lock(12_000));
        FailedSignIn us = rows.get(0);
        assertEquals(us, FailedSignIn.of(us::value));
    }

    @Test
    void noClaimIsTooGreatToCount() {
        fail("eu", 10);
        FailedSignIn none = FailedSignIn.none("acme", USER, "us");
        arrive(none.with(new Failures(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 11_000, null, 0))
                .with(new FailedCodes(Integer.MAX_VALUE, 11_000, 0))
                .next());
        in("eu", all -> all.oneCodeMore(12_000));
        FailedSignIns all = seenBy("eu");
        assertEquals(
                List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                List.of(all.failures(), all.lockouts(), all.codes()));
    }

    @Test
    void anIdFitsItsColumn() {
        assertEquals("alice@eu", FailedSignIn.id("alice", "eu"));
        String longest = "u".repeat(255);
        assertTrue(FailedSignIn.id(longest, "eu").length() <= 255);
        assertNotEquals(FailedSignIn.id(longest, "eu"), FailedSignIn.id(longest, "us"));
    }

    private static FailedSignIn believed(FailedSignIn row, FailedSignIn here) {
        return row.believed(Optional.ofNullable(here), 20_000);
    }

    private void fail(String region, long second) {
        in(region, all -> {
            all.failedFrom("192.0.2." + second);
            all.failedAt(second * 1000);
            all.oneMore();
        });
    }

    private void in(String region, Consumer<FailedSignIns> step) {
        FailedSignIns all = seenBy(region);
        step.accept(all);
        write(all);
    }

    private FailedSignIns seenBy(String region) {
        return FailedSignIns.of("acme", USER, region, rows);
    }

    private void write(FailedSignIns all) {
        arrive(all.own().next());
    }

    /** As in the database: the newer version of a region's row stays. */
    private void arrive(FailedSignIn row) {
        if (rows.stream().noneMatch(known -> known.region().equals(row.region()) && known.version() >= row.version())) {
            rows.removeIf(known -> known.region().equals(row.region()));
            rows.add(row);
        }
    }
}
