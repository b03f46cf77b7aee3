package io.multiregion.bench;

import java.nio.file.Path;
import java.util.List;

/** What customer-managed keys cost: chapter {@code keys}. */
final class KeyCost implements Measurement {

    private final List<Measurement> parts = List.of(new SealingSpeed(), new KeyCalls(), new SealedRealm());

    @Override
    public void run(Path directory, Report report) throws Exception {
        for (var part : parts) {
            part.run(directory, report);
        }
    }
}
