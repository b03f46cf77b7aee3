package io.multiregion.bench.running;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.SignIns;
import io.multiregion.bench.load.Writes;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.client.Visitor;
import io.multiregion.lab.network.HaProxy;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What users and administrators notice when the role of primary moves. HAProxy stands in front of both regions, with the configuration
 * that is in the documentation; users sign in through it at a steady rate all the time, and somebody writes through it. First the role
 * goes there and back by switchovers, then each primary is killed (SIGKILL) and the other region is told to take over.
 */
public final class Failover implements Measurement {

    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final long AROUND_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long REHEARSAL_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Failovers to a region that was just started. */
    private static final int COLD = 2;

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1)) {
            sites.forEach(Site::awaitReady);
            var realm = new BenchRealm(eu, "acme").create();
            SignIns.prepare(realm);
            realm.operator("operator");
            eu.replicate(realm.name(), us, SETTLED);
            eu.awaitPrimary(realm.name(), us, SETTLED);
            try (var proxy = eu.proxy(realm.name(), us, directory)) {
                switchovers(sites, realm.name(), proxy, report);
                failovers(sites, realm.name(), proxy, report);
            }
        }
    }

    private static void switchovers(List<Site> sites, String realm, HaProxy proxy, Report report) throws Exception {
        var visitor = proxy.visitor(BenchRealm.CLIENT, BenchRealm.SECRET);
        var pauses = new ArrayList<Double>();
        var said = new ArrayList<Double>();
        int good = 0;
        int failed = 0;
        // there and back once to warm up
        for (int round = -2; round < even(Size.SWITCHOVERS); round++) {
            var from = sites.get(Math.floorMod(round, 2));
            var to = sites.get(Math.floorMod(round + 1, 2));
            var signIns = new SignIns(visitor);
            var writes = new Writes(operator(visitor), "switchover" + round);
            double pause;
            try (signIns;
                    writes) {
                LockSupport.parkNanos(AROUND_NANOS);
                pause = from.switchover(realm, to).path("writePauseMillis").asDouble();
                LockSupport.parkNanos(AROUND_NANOS);
            }
            to.awaitPrimary(realm, from, SETTLED);
            if (round >= 0) {
                said.add(pause);
                pauses.add(writes.longestPause() / 1e6);
                good += signIns.good();
                failed += signIns.failed();
            }
        }
        var noticed = Samples.of(pauses);
        report.remark(
                "%d switchovers; no write through HAProxy for %.0f ms (median), "
                        + "%.0f ms (worst); by the region's own clock %.0f ms (median)",
                noticed.size(),
                noticed.median(),
                noticed.worst(),
                Samples.of(said).median());
        report.add(Figure.alone("switchover-write-pause-ms", noticed.median(), "< 2000"));
        report.remark("%d sign-ins went well and %d failed, at %d/s", good, failed, Size.SIGN_INS.get());
        report.add(Figure.alone("switchover-failed-sign-ins", failed, "0"));
    }

    private static void failovers(List<Site> sites, String realm, HaProxy proxy, Report report) throws Exception {
        var visitor = proxy.visitor(BenchRealm.CLIENT, BenchRealm.SECRET);
        var operator = operator(visitor);
        var warm = new ArrayList<Takeover>();
        var cold = new ArrayList<Takeover>();
        int measured = even(Size.FAILOVERS);
        for (int round = 0; round < measured + COLD; round++) {
            var primary = sites.get(round % 2);
            var next = sites.get((round + 1) % 2);
            var takeovers = cold;
            if (round < measured) {
                rehearse(realm, primary, next, visitor, "rehearsal" + round);
                takeovers = warm;
            }
            takeovers.add(takeOver(realm, primary, next, visitor, operator, "failover" + round));
            primary.start();
            next.awaitPrimary(realm, primary, SETTLED);
        }
        var writes = samples(warm, Takeover::write);
        var proxied = samples(warm, Takeover::proxied);
        report.remark(
                "%d failovers to a region that was the primary since it was started; "
                        + "first write after %.0f ms (median), through HAProxy after %.0f ms (median), %.0f ms (worst)",
                writes.size(), writes.median(), proxied.median(), proxied.worst());
        report.add(Figure.alone("failover-first-write-ms", writes.median(), "< 1000"));
        report.remark(
                "%d failovers to a region that was just started; first write after %.0f ms (median)",
                COLD, samples(cold, Takeover::write).median());
        report.remark(
                "%d sign-ins failed around the %d kills of both, at %d/s",
                Stream.of(warm, cold)
                        .flatMap(List::stream)
                        .mapToInt(Takeover::failed)
                        .sum(),
                measured + COLD,
                Size.SIGN_INS.get());
        report.add(Figure.alone(
                "failover-first-sign-in-ms", samples(warm, Takeover::signIn).median(), "none"));
    }

    private static Samples samples(List<Takeover> takeovers, Function<Takeover, Double> figure) {
        return Samples.of(takeovers.stream().map(figure).toList());
    }

    /** The standby is the primary for a while, so that what a primary runs is compiled in it, and gives the role back. */
    private static void rehearse(String realm, Site primary, Site standby, Visitor visitor, String prefix)
            throws Exception {
        try (var signIns = new SignIns(visitor);
                var writes = new Writes(operator(visitor), prefix)) {
            primary.switchover(realm, standby);
            LockSupport.parkNanos(REHEARSAL_NANOS);
            standby.switchover(realm, primary);
        }
        primary.awaitPrimary(realm, standby, SETTLED);
    }

    private static Takeover takeOver(
            String realm, Site primary, Site next, Visitor visitor, Visitor.Operator operator, String user)
            throws Exception {
        try (var signIns = new SignIns(visitor)) {
            LockSupport.parkNanos(AROUND_NANOS);
            primary.kill();
            LockSupport.parkNanos(AROUND_NANOS);
            long called = System.nanoTime();
            signIns.awaitFirst();
            var direct = first(() -> next.attempt("POST", realm + "/users", BenchRealm.bare(user)) == 201);
            var proxied = first(() -> operator.creates(BenchRealm.bare("proxied-" + user)));
            var anyUser = first(() -> signIns.firstGood() > 0);
            next.failover(realm);
            double write = (direct.get() - called) / 1e6;
            double through = (proxied.get() - called) / 1e6;
            anyUser.get();
            return new Takeover(write, through, (signIns.firstGood() - called) / 1e6, signIns.failed());
        }
    }

    /**
     * One failover, in milliseconds from the call.
     *
     * @param write the first write at the region that takes over
     * @param proxied the first write through HAProxy
     * @param signIn the first sign-in through HAProxy
     * @param failed sign-ins that failed from before the kill until all of this was done
     */
    private record Takeover(double write, double proxied, double signIn, int failed) {}

    private static Visitor.Operator operator(Visitor visitor) {
        return visitor.operator("operator", BenchRealm.PASSWORD);
    }

    /** So that the role ends where it began. */
    private static int even(Size size) {
        return size.get() / 2 * 2;
    }

    /** When something first goes well, tried again and again from now on. */
    private static CompletableFuture<Long> first(BooleanSupplier attempt) {
        // a thread of its own: on two cores the common pool may have one for all
        return CompletableFuture.supplyAsync(() -> repeated(attempt), task -> new Thread(task).start());
    }

    private static long repeated(BooleanSupplier attempt) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!attempt.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It did not go well within a minute");
            }
            LockSupport.parkNanos(2_000_000);
        }
        return System.nanoTime();
    }
}
