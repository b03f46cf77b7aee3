package io.multiregion.bench.running;

import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.lab.setup.Site;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;

/** How long the master realm's list of realms takes: chapter {@code realms}. The realms are rows; their primary is in no region here. */
public final class RealmListing implements Measurement {

    private static final int CALLS = 100;

    @Override
    public void run(Path directory, Report report) throws Exception {
        int realms = Size.LISTED_REALMS.get();
        try (var site = Site.trusting(directory, "eu").get(0)) {
            site.awaitReady();
            add(site, realms);
            var millis = new ArrayList<Double>();
            for (int i = 0; i < CALLS; i++) {
                long began = System.nanoTime();
                var list = site.admin("GET", "master/multi-region/realms?max=1000", null);
                millis.add((System.nanoTime() - began) / 1e6);
                if (list.path("total").asInt() != realms) {
                    throw new IllegalStateException("not all realms are listed: " + list.path("total"));
                }
            }
            // the first ones are those of a server that was just started
            report.remark("the first call: %.0f ms", millis.get(0));
            var rest = Samples.of(millis.subList(CALLS / 2, CALLS));
            report.remark("%d realms: p50 %.0f ms, at most %.0f ms", realms, rest.median(), rest.worst());
            report.add(Figure.alone("realm-list-p95-millis", rest.percentile(95), "under 1000 ms for 1,000 realms"));
        }
    }

    private static void add(Site site, int realms) throws SQLException {
        try (var database = site.database().connect()) {
            database.setAutoCommit(false);
            for (int i = 0; i < realms; i++) {
                var name = "listed-" + i;
                RealmRows.assume(
                        database,
                        new Secondary(
                                Realm.named(name, name, null),
                                new Claim(1, "us"),
                                URI.create("http://127.0.0.1:1"),
                                Course.at(new Position(1, i)),
                                ReplicaStatus.ACTIVE,
                                Feed.from(StreamId.next(), new Position(1, i))));
            }
            database.commit();
        }
    }
}
