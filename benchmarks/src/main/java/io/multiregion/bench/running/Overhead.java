package io.multiregion.bench.running;

import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Rounds;
import io.multiregion.bench.load.Throughput;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * What the extension costs a primary: creating users and password sign-ins, against the same Keycloak without our JARs, in turns. Three
 * times: without a replica, with a replica that is down (so that only the primary's own work counts, which is the figure), and with one
 * that is live on the same machine and takes its share of it.
 */
public final class Overhead implements Measurement {

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final int USERS = 100;

    @Override
    public void run(Path directory, Report report) throws Exception {
        var clients = Executors.newCachedThreadPool();
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1);
                var plain = Site.plain(directory, "plain")) {
            sites.forEach(Site::awaitReady);
            us.stop();
            plain.awaitReady();
            var ours = prepared(eu);
            var theirs = prepared(plain);
            var throughput = new Throughput(clients);
            compare(ours, theirs, throughput, "no-replica", "", report);
            us.start();
            eu.replicate(ours.name(), us, SETTLED);
            us.stop();
            compare(ours, theirs, throughput, "journal-only", "", report);
            us.start();
            eu.awaitLevel(ours.name(), us, SETTLED);
            compare(ours, theirs, throughput, "live", " (both regions on this machine)", report);
            eu.awaitLevel(ours.name(), us, SETTLED);
            report.remark("%d differences at the end", eu.differences(ours.name()));
        } finally {
            clients.shutdownNow();
        }
    }

    private static BenchRealm prepared(Site site) {
        var realm = new BenchRealm(site, "acme").create();
        for (int i = 0; i < USERS; i++) {
            realm.user("known" + i);
        }
        return realm;
    }

    private static void compare(
            BenchRealm ours, BenchRealm theirs, Throughput throughput, String how, String word, Report report)
            throws Exception {
        BiConsumer<BenchRealm, Long> creating = (realm, number) -> realm.bareUser("new" + number);
        BiConsumer<BenchRealm, Long> signingIn = (realm, number) -> realm.signIn("known" + number % USERS);
        report.add(Rounds.compared(
                "user-creations-per-s-" + how, ours, theirs, throughput, creating, "ratio >= 0.93" + word));
        report.add(
                Rounds.compared("sign-ins-per-s-" + how, ours, theirs, throughput, signingIn, "ratio >= 0.97" + word));
    }
}
