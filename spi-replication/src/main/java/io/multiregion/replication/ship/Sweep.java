package io.multiregion.replication.ship;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Question;
import io.multiregion.replication.cut.Cut;
import io.multiregion.replication.cut.Cutter;
import io.multiregion.replication.cut.SweepCursor;
import io.multiregion.replication.resource.Kind;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaState;
import java.util.List;
import java.util.Optional;

/**
 * What a copy begins with: the secondary names what it has already, page by page in its own order, and removes of it what this region
 * does not have. A region that has nothing is asked once.
 */
final class Sweep {

    private final Cutter cutter;
    private final Cutter.LeaseCheck lease;
    private final int most;

    /** @param most how many resources are in a page */
    Sweep(Cutter cutter, Cutter.LeaseCheck lease, int most) {
        this.cutter = cutter;
        this.lease = lease;
        this.most = most;
    }

    /** The next cut of the sweep; empty where nothing is there, or all was looked through. */
    Optional<Cut> next(Line line, RealmState realm, ReplicaState replica, long floor) {
        Optional<SweepCursor> from = SweepCursor.parse(replica.copyCursor());
        if (from.isEmpty()) {
            return Optional.empty();
        }
        SweepCursor at = from.get();
        while (true) {
            Answer.Page page = line.ask(
                            realm, replica, replica.acknowledged(), Question.next(at.kind(), at.after(), most))
                    .page();
            if (page == null) {
                throw new TransportFailure("region " + replica.region() + " does not say what it has");
            }
            if (page.ids().isEmpty()) {
                return at.equals(SweepCursor.START)
                        ? Optional.empty()
                        : Optional.of(cutter.olderCopy().sweep(replica, floor, at.kind(), List.of(), null));
            }
            Kind kind = Kind.valueOf(page.kind());
            at = new SweepCursor(kind, page.ids().get(page.ids().size() - 1));
            List<String> absent = cutter.olderCopy().absent(realm, kind, page.ids(), lease);
            if (!absent.isEmpty()) {
                return Optional.of(cutter.olderCopy().sweep(replica, floor, kind, absent, at));
            }
        }
    }
}
