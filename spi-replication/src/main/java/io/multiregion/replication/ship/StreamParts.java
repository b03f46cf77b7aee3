package io.multiregion.replication.ship;

import io.multiregion.replication.cut.Cutter;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.divergence.Divergences;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.metrics.Observer;
import io.multiregion.replication.succession.Succession;
import io.multiregion.replication.topology.Topology;
import io.multiregion.replication.trust.Consents;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What all streams of a region share. */
record StreamParts(
        Connections connections,
        Cutter cutter,
        Journal journal,
        Peer peer,
        Consents consents,
        Pulse pulse,
        Succession succession,
        Divergences divergences,
        Lease lease,
        Verification verification,
        Observer observer,
        Topology topology,
        Clock clock,
        Executor cuttingAhead) {}
