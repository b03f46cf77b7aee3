package io.multiregion.bench.key;

import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import java.nio.file.Path;
import java.util.List;

/** What customer-managed keys cost: chapter {@code keys}. */
public final class KeyCost implements Measurement {

    private final List<Measurement> parts = List.of(new SealingSpeed(), new KeyCalls(), new SealedRealm());

    @Override
    public void run(Path directory, Report report) throws Exception {
        for (var part : parts) {
            part.run(directory, report);
        }
    }
}
