package io.multiregion.bench.report;

import java.nio.file.Path;

/** One of the bench's chapters. */
public interface Measurement {

    /**
     * Starts what it needs below an empty directory, measures, and ends all it has started.
     *
     * @throws Exception if something could not be measured at all; a missed aim is no failure
     */
    void run(Path directory, Report report) throws Exception;
}
