package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.stream.line.Dispatch;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.line.Others;
import io.multiregion.engine.stream.line.Pulse;
import io.multiregion.engine.stream.line.StreamLine;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.verify.DueVerification;
import io.multiregion.engine.verify.Sweep;
import io.multiregion.engine.verify.Verification;
import java.util.List;

/** The steps of a stream in their order: each stands before those that need what it does. */
public final class Steps {

    private final Home home;
    private final Others others;
    private final Verification verification;
    private final Snapshots.LeaseCheck lease;
    private final Pulse pulse;

    public Steps(Home home, Others others, Verification verification, Snapshots.LeaseCheck lease, Pulse pulse) {
        this.home = home;
        this.others = others;
        this.verification = verification;
        this.lease = lease;
        this.pulse = pulse;
    }

    /** Those of one stream. */
    public List<Step> of(StreamRoute route, Exchange exchange, StreamLine line, Dispatch shipping, LateNews news) {
        LifeCycle lifeCycle =
                new LifeCycle(route, home.connections(), exchange, home.cutter(), home.topology(), home.clock());
        Following following = new Following(
                route,
                home.connections(),
                exchange,
                others.succession(),
                others.divergences(),
                home.cutter(),
                home.clock());
        DueVerification due = new DueVerification(home.connections(), home.journal(), verification, home.clock());
        Sweep sweep = new Sweep(home.cutter(), lease, CutBounds.USUAL.chunk());
        CatchUp catchUp = new CatchUp(exchange, shipping);
        return List.of(
                lifeCycle::end,
                lifeCycle::begin,
                new Knock(line),
                following::tell,
                lifeCycle::changeStatus,
                new SameTables(line, exchange, home.clock()),
                following::pull,
                following::copyAgain,
                new Copy(line, exchange, sweep, shipping, due),
                new Comparing(line, due, catchUp),
                new IdleBeat(line, exchange, pulse, news, home.clock()));
    }
}
