package io.multiregion.bench.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Rounds;
import io.multiregion.bench.load.Throughput;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/** What it costs a realm that its keys and other secrets are sealed at rest: two realms of one server, one of them sealed. */
final class SealedRealm implements Measurement {

    private static final Duration SEALING = Duration.ofMinutes(1);

    @Override
    public void run(Path directory, Report report) throws Exception {
        var clients = Executors.newCachedThreadPool();
        try (var site = Site.trusting(directory.resolve("sealed"), "eu").get(0)) {
            site.awaitReady();
            var plain = new BenchRealm(site, "plain").create();
            var sealed = new BenchRealm(site, "sealed").create();
            site.admin(
                    "PUT",
                    "sealed/multi-region/sealing",
                    JsonNodeFactory.instance.objectNode().put("enabled", true));
            site.awaitSealed("sealed", SEALING);
            var throughput = new Throughput(clients);
            report.add(Rounds.compared(
                    "tokens-per-s-sealed",
                    sealed,
                    plain,
                    throughput,
                    (realm, number) -> realm.clientCredentials(),
                    "ratio >= 0.98"));
            report.add(Rounds.compared(
                    "jwks-per-s-sealed",
                    sealed,
                    plain,
                    throughput,
                    (realm, number) -> realm.publicKeys(),
                    "ratio >= 0.98"));
        } finally {
            clients.shutdownNow();
        }
    }
}
