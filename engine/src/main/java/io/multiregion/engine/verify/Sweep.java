package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.cut.copy.SweepCursor;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.List;
import java.util.Optional;

/**
 * What a copy begins with: the secondary names what it has already, page by page in its own order, and removes of it what this region
 * does not have. A region that has nothing is asked once.
 */
public final class Sweep {

    private final Cutter cutter;
    private final Snapshots.LeaseCheck lease;
    private final int most;

    /** @param most how many resources are in a page */
    public Sweep(Cutter cutter, Snapshots.LeaseCheck lease, int most) {
        this.cutter = cutter;
        this.lease = lease;
        this.most = most;
    }

    /** The next cut of the sweep; empty where nothing is there, or all was looked through. */
    public Optional<Cut> next(Line line, RealmState realm, ReplicaState replica, long floor) {
        Optional<SweepCursor> from = SweepCursor.parse(replica.copyCursor());
        if (from.isEmpty()) {
            return Optional.empty();
        }
        SweepCursor at = from.get();
        while (true) {
            Answer.Page page =
                    line.ask(realm, replica, replica.acknowledged(), Question.next(at.kind(), at.after(), most));
            if (page.ids().isEmpty()) {
                return at.equals(SweepCursor.START)
                        ? Optional.empty()
                        : Optional.of(cutter.olderCopy().sweep(replica, floor, at.kind(), List.of(), null));
            }
            Kind kind = page.kind();
            at = new SweepCursor(kind, page.ids().get(page.ids().size() - 1));
            List<String> absent =
                    line.kinds().contains(kind) ? cutter.olderCopy().absent(realm, kind, page.ids(), lease) : List.of();
            if (!absent.isEmpty()) {
                return Optional.of(cutter.olderCopy().sweep(replica, floor, kind, absent, at));
            }
        }
    }
}
