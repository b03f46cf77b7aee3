package io.multiregion.engine.stream;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.stream.line.CopyAhead;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.line.Pulse;
import io.multiregion.engine.stream.line.Shipping;
import io.multiregion.engine.stream.line.StreamLine;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.stream.step.CatchUp;
import io.multiregion.engine.stream.step.Comparing;
import io.multiregion.engine.stream.step.Copy;
import io.multiregion.engine.stream.step.Following;
import io.multiregion.engine.stream.step.IdleBeat;
import io.multiregion.engine.stream.step.Knock;
import io.multiregion.engine.stream.step.LifeCycle;
import io.multiregion.engine.stream.step.SameTables;
import io.multiregion.engine.stream.step.Step;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Sweep;
import io.multiregion.engine.verify.Verification;
import java.util.List;

/** Puts streams together: which steps they have, and in which order. */
final class Streams {

    private final Home home;
    private final Others others;
    private final Verification verification;
    private final Node node;
    private final Pulse pulse;

    Streams(Home home, Others others, Verification verification, Node node) {
        this.home = home;
        this.others = others;
        this.verification = verification;
        this.node = node;
        this.pulse = new Pulse(home.connections(), others.peer(), node.threads().streams(), home.clock());
    }

    StreamRoute route(ReplicaState replica) {
        return StreamRoute.to(replica, home.region());
    }

    ReplicaStream along(StreamRoute route) {
        Exchange exchange = new Exchange(home.connections(), others.peer(), others.consents());
        StreamLine line = new StreamLine(route, home.connections(), exchange, home.observer(), home.clock());
        LateNews news = new LateNews();
        Shipping shipping = shipping(line);
        return new ReplicaStream(
                route, home.connections(), steps(exchange, line, news, shipping), news, shipping::drop, home.clock());
    }

    private List<Step> steps(Exchange exchange, StreamLine line, LateNews news, Shipping shipping) {
        LifeCycle lifeCycle = new LifeCycle(home.connections(), exchange, home.cutter(), home.topology(), home.clock());
        Following following = new Following(
                home.connections(), exchange, others.succession(), others.divergences(), home.cutter(), home.clock());
        DueVerification due = new DueVerification(home.connections(), home.journal(), verification, home.clock());
        Sweep sweep = new Sweep(home.cutter(), node.lease()::check, Cutter.CHUNK);
        return List.of(
                lifeCycle::end,
                lifeCycle::begin,
                new Knock(line, home.clock()),
                following::tell,
                lifeCycle::changeStatus,
                new SameTables(line, exchange, home.clock()),
                following::pull,
                following::copyAgain,
                new Copy(line, sweep, shipping, due),
                new Comparing(line, due),
                new CatchUp(shipping),
                new IdleBeat(line, exchange, pulse, news, home.clock()));
    }

    private Shipping shipping(StreamLine line) {
        Cutter.LeaseCheck lease = node.lease()::check;
        return new Shipping(
                home.connections(),
                home.journal(),
                home.cutter(),
                lease,
                line,
                new CopyAhead(home.cutter(), lease, node.threads().copies()));
    }
}
