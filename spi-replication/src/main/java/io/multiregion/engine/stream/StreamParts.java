package io.multiregion.engine.stream;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.Lease;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.verify.Verification;
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
