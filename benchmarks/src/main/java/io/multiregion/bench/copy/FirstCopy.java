package io.multiregion.bench.copy;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Population;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.setup.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How long a realm with many users takes to get to another region, against PostgreSQL's COPY and against Keycloak's export and import. */
public final class FirstCopy implements Measurement {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1);
                var third = Database.of("postgres", directory.resolve("third-database"))) {
            sites.forEach(Site::awaitReady);
            var exchange = new ExportImport(eu, us, directory);
            double perUser = exchange.secondsPerUser(report);
            double ours = copy(eu, us, report);
            againstCopy(eu, third, ours, report);
            report.add(Figure.speedUp(
                    "first-copy-vs-export-import-s",
                    ours,
                    exchange.fixedSeconds() + perUser * Size.USERS.get(),
                    "at least 20 times faster"));
        }
    }

    private static double copy(Site eu, Site us, Report report) throws SQLException {
        var realm = new BenchRealm(eu, "acme").create();
        var template = realm.user("template");
        try (var database = eu.database().connect()) {
            long rows = new Population(template).grow(database, 1, Size.USERS.get());
            report.remark("%d users with %d rows", Size.USERS.get(), rows);
        }
        return eu.replicate(realm.name(), us, LONGEST).toMillis() / 1e3;
    }

    private static void againstCopy(Site eu, Database third, double ours, Report report)
            throws SQLException, IOException {
        try (var source = eu.database().connect();
                var target = third.connect()) {
            var schema = Schema.of(source);
            schema.createTables(target);
            long started = System.nanoTime();
            new TableCopy(source, target).run();
            schema.createConstraintsAndIndexes(target);
            double indexesAfter = seconds(started);
            empty(target);
            started = System.nanoTime();
            new TableCopy(source, target).run();
            double indexesThere = seconds(started);
            report.add(Figure.of("first-copy-vs-copy-to-from-s", ours, indexesThere, "ratio <= 2"));
            report.add(Figure.of("first-copy-vs-copy-then-indexes-s", ours, indexesAfter, "ratio <= 2"));
        }
    }

    private static void empty(Connection target) throws SQLException {
        try (var statement = target.createStatement()) {
            statement.execute("truncate user_entity cascade");
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
