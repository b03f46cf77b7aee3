package io.multiregion.bench.running;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What replicated realms cost while nothing happens in them: processor time of both servers, without their databases. */
public final class Idle implements Measurement {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1)) {
            sites.forEach(Site::awaitReady);
            replicate(eu, us, 0, 1);
            double one = busy(sites);
            int realms = Size.IDLE_REALMS.get();
            replicate(eu, us, 1, realms);
            double all = busy(sites);
            report.remark("1 realm: %.1f ms a second, %d realms: %.1f ms a second", one, realms, all);
            report.add(Figure.alone("idle-cpu-millis-per-realm", (all - one) / (realms - 1), "at most 5 ms a second"));
        }
    }

    private static void replicate(Site eu, Site us, int from, int to) {
        for (int i = from; i < to; i++) {
            var name = "idle-" + i;
            new BenchRealm(eu, name).create();
            eu.replicate(name, us, LONGEST);
        }
    }

    /** Milliseconds of processor time a second that the servers need together, once they have had time to settle. */
    private static double busy(List<Site> sites) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(Size.IDLE.get()).toMillis());
        var before = cpu(sites);
        long began = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(Size.IDLE.get()).toMillis());
        return cpu(sites).minus(before).toNanos() / 1e6 / ((System.nanoTime() - began) / 1e9);
    }

    private static Duration cpu(List<Site> sites) {
        return sites.stream()
                .map(site -> ProcessHandle.of(site.pid())
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
