package io.multiregion.engine.stream.line;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.trace.Ways;
import io.multiregion.engine.vitals.Bulletin;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * Where streams come from: what they read of this region, and where they note what became of it.
 *
 * @param region this region's name
 * @param cutter takes what is shipped out of the database
 * @param publicUrl the base URL by which end users reach this region, if it has one
 * @param bulletin what regions say of themselves, and what is measured of streams
 * @param ways what becomes of changes, for those who trace
 */
public record Home(
        String region,
        Connections connections,
        Topology topology,
        Journal journal,
        Cutter cutter,
        Observer observer,
        Clock clock,
        Optional<URI> publicUrl,
        Bulletin bulletin,
        Ways ways) {}
