package io.multiregion.bench.key;

import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import java.nio.file.Path;

/**
 * How often the customer's key is asked for 1,000 batches and their answers, one after the other. The peer is the same without content keys
 * that are used again: a signature and an opening for each message.
 */
final class KeyCalls implements Measurement {

    private static final int BATCHES = 1000;

    @Override
    public void run(Path directory, Report report) throws Exception {
        for (var algorithm : new String[] {"EC", "RSA"}) {
            var sealers = new Sealers(directory, algorithm);
            exchange(sealers);
            var eu = sealers.key("eu");
            var us = sealers.key("us");
            long calls = eu.signed() + eu.opened() + us.signed() + us.opened();
            report.add(Figure.of(
                    "key-calls-per-1000-batches-" + algorithm.toLowerCase(),
                    calls,
                    4.0 * BATCHES,
                    "both sides, with the answers; the peer has no content keys that are used again"));
            report.remark("primary: %d signatures, %d openings of answers' keys", eu.signed(), eu.opened());
            report.remark(
                    "secondary: %d openings of batches' keys, %d signatures of answers", us.opened(), us.signed());
        }
    }

    private static void exchange(Sealers sealers) throws Exception {
        var payload = new byte[2000];
        for (int i = 0; i < BATCHES; i++) {
            var batch = sealers.batch();
            sealers.of("us").open(sealers.of("eu").seal(batch, payload));
            sealers.of("eu").open(sealers.of("us").seal(sealers.reply(batch), payload));
        }
    }
}
