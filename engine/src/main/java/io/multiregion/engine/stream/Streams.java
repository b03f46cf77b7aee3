package io.multiregion.engine.stream;

import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.stream.line.CopyAhead;
import io.multiregion.engine.stream.line.Dispatch;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.stream.line.Pulse;
import io.multiregion.engine.stream.line.StreamLine;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.stream.step.Steps;
import io.multiregion.engine.verify.Verification;
import io.multiregion.engine.work.Crew;
import java.util.Collection;

/** Puts streams together, each with a line of its own; heartbeats and threads are what all of them share. */
final class Streams {

    private final Home home;
    private final Others others;
    private final Snapshots.LeaseCheck lease;
    private final Crew copies;
    private final Steps steps;
    private final Pulse pulse;

    Streams(Home home, Others others, Verification verification, Node node) {
        this.home = home;
        this.others = others;
        this.lease = node.lease()::check;
        this.copies = node.threads().copies();
        this.pulse =
                new Pulse(home.connections(), others.peer(), node.threads().pulses(), home.bulletin(), home.clock());
        this.steps = new Steps(home, others, verification, lease, pulse);
    }

    /** Has the regions told how this one does that are told nothing otherwise. Does not block. */
    void greet(Collection<ReplicaState> replicas) {
        replicas.forEach(replica -> pulse.greet(replica.region(), replica.url()));
    }

    StreamRoute route(ReplicaState replica) {
        return StreamRoute.to(replica, home.region());
    }

    ReplicaStream along(StreamRoute route) {
        Exchange exchange = new Exchange(home.connections(), others.peer(), others.consents(), home.clock());
        StreamLine line = new StreamLine(route, exchange, home);
        CopyAhead ahead = new CopyAhead(home.cutter(), lease, copies);
        Dispatch shipping = new Dispatch(
                home.connections(),
                home.journal(),
                home.cutter(),
                lease,
                line,
                ahead,
                home.ways().stream(route.realmId()));
        LateNews news = new LateNews();
        return new ReplicaStream(
                route,
                home.connections(),
                steps.of(route, exchange, line, shipping, news),
                news,
                ahead::drop,
                home.clock());
    }
}
