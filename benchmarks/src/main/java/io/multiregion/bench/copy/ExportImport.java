package io.multiregion.bench.copy;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Population;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Size;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Keycloak's own way to bring a realm elsewhere: export and import. At 100,000 users it takes far too long to be measured here, so
 * a smaller realm is measured, and an empty one for what both programs need to start.
 */
final class ExportImport {

    private final Site from;
    private final Site to;
    private final Path directory;
    private double fixed;

    ExportImport(Site from, Site to, Path directory) {
        this.from = from;
        this.to = to;
        this.directory = directory;
    }

    /** What one more user costs. */
    double secondsPerUser(Report report) throws SQLException {
        int users = Size.EXPORTED.get();
        fixed = seconds("exported-none", 0);
        double with = seconds("exported-some", users);
        double perUser = (with - fixed) / users;
        report.remark(
                "export and import: %.1f s with %d users, %.1f s with one; %.2f ms a user, scaled to %d users",
                with, users, fixed, perUser * 1e3, Size.USERS.get());
        return perUser;
    }

    /** What they cost without any users; after {@link #secondsPerUser}. */
    double fixedSeconds() {
        return fixed;
    }

    private double seconds(String name, int users) throws SQLException {
        var template = new BenchRealm(from, name).create().user("template");
        try (var database = from.database().connect()) {
            new Population(template).grow(database, 1, users);
        }
        long started = System.nanoTime();
        from.export(name, directory.resolve(name));
        to.importFrom(directory.resolve(name));
        return (System.nanoTime() - started) / 1e9;
    }
}
