package io.multiregion.bench.running;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Population;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether a first copy needs more memory when it has more to copy. What is alive goes up and down with each chunk, and a longer copy is
 * looked at more often, so medians are compared; the peaks say what a server needs.
 */
public final class Memory implements Measurement {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private record Alive(Samples primary, Samples secondary) {}

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1)) {
            sites.forEach(Site::awaitReady);
            copy(eu, us, "warm", Size.FEW_USERS.get() / 10, report);
            var few = copy(eu, us, "few", Size.FEW_USERS.get(), report);
            var many = copy(eu, us, "many", Size.USERS.get(), report);
            report.add(Figure.of(
                    "memory-primary-mb", many.primary().median(), few.primary().median(), "ratio about 1"));
            report.add(Figure.of(
                    "memory-secondary-mb",
                    many.secondary().median(),
                    few.secondary().median(),
                    "ratio about 1"));
        }
    }

    private static Alive copy(Site eu, Site us, String name, int users, Report report) throws Exception {
        var realm = new BenchRealm(eu, name).create();
        var template = realm.user("template");
        try (var database = eu.database().connect()) {
            new Population(template).grow(database, 1, users);
        }
        try (var primary = new Heap(eu);
                var secondary = new Heap(us)) {
            eu.replicate(name, us, LONGEST);
            var alive = new Alive(primary.alive(), secondary.alive());
            report.remark(
                    "%d users: medians %.1f MB and %.1f MB, peaks %.1f MB and %.1f MB, of %d and %d samples",
                    users,
                    alive.primary().median(),
                    alive.secondary().median(),
                    alive.primary().worst(),
                    alive.secondary().worst(),
                    alive.primary().size(),
                    alive.secondary().size());
            return alive;
        }
    }
}
