package io.multiregion.bench.copy;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * From commit to visible: a user's attribute is changed at a steady rate over the admin REST API, and the row is watched in three
 * databases: the primary's, the secondary's, and one that PostgreSQL itself replicates to. The lag is what lies between the first
 * and either other.
 */
public final class Lag implements Measurement {

    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration COLD = Duration.ofSeconds(10);

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1);
                var third = Database.of("postgres", directory.resolve("third-database"))) {
            sites.forEach(Site::awaitReady);
            var realm = new BenchRealm(eu, "acme").create();
            var user = realm.user("marked");
            eu.replicate(realm.name(), us, SETTLED);
            new LogicalReplication(eu.database(), third).start();
            measure(realm, user, us.database(), third, report);
        }
    }

    private void measure(BenchRealm realm, String user, Database secondary, Database third, Report report)
            throws Exception {
        int first = Size.WARM_UP.get() * Size.RATE.get() + 1;
        int last = first - 1 + Size.LAG.get() * Size.RATE.get();
        var awaited = new AtomicLong();
        try (var primary = new Watch(realm.site().database(), user, awaited, last);
                var ours = new Watch(secondary, user, awaited, last);
                var peer = new Watch(third, user, awaited, last)) {
            write(realm, user, awaited, last);
            long deadline = System.nanoTime() + SETTLED.toNanos();
            primary.await(last, deadline);
            ours.await(last, deadline);
            peer.await(last, deadline);
            var cold = lags(primary, ours, 1, (int) Math.min(last, COLD.toSeconds() * Size.RATE.get()));
            report.remark(
                    "in the first %d s, on servers just started: p50 %.1f ms, p90 %.1f ms",
                    COLD.toSeconds(), cold.median(), cold.percentile(90));
            report(lags(primary, ours, first, last), lags(primary, peer, first, last), report);
        }
    }

    private void write(BenchRealm realm, String user, AtomicLong awaited, int last) {
        long period = TimeUnit.SECONDS.toNanos(1) / Size.RATE.get();
        long start = System.nanoTime();
        for (int marker = 1; marker <= last; marker++) {
            for (long wait = start + marker * period - System.nanoTime();
                    wait > 0;
                    wait = start + marker * period - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            awaited.set(marker);
            realm.mark(user, "marked", marker);
        }
    }

    private static Samples lags(Watch from, Watch to, int first, int last) {
        var lags = new ArrayList<Double>();
        for (int marker = first; marker <= last; marker++) {
            lags.add(Math.max(0, to.seen(marker) - from.seen(marker)) / 1e6);
        }
        return Samples.of(lags);
    }

    private static void report(Samples ours, Samples peer, Report report) {
        report.remark(
                "%d changes at %d/s; p90 %.1f ms against %.1f ms, worst %.1f ms against %.1f ms",
                ours.size(), Size.RATE.get(), ours.percentile(90), peer.percentile(90), ours.worst(), peer.worst());
        report.add(Figure.of("lag-p50-ms", ours.median(), peer.median(), "ratio <= 5 and < 50 ms"));
        report.add(Figure.of("lag-p99-ms", ours.percentile(99), peer.percentile(99), "< 300 ms"));
    }
}
