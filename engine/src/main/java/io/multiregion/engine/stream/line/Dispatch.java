package io.multiregion.engine.stream.line;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.FarBehindException;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.trace.Step;
import io.multiregion.engine.trace.Ways;
import io.multiregion.engine.verify.Line;

/** Takes the cuts of one stream and ships them: during a copy, the next one is made while one is on its way. */
public final class Dispatch {

    private final Connections connections;
    private final Journal journal;
    private final Cutter cutter;
    private final Snapshots.LeaseCheck lease;
    private final Line line;
    private final CopyAhead ahead;
    private final Ways.Stream way;

    public Dispatch(
            Connections connections,
            Journal journal,
            Cutter cutter,
            Snapshots.LeaseCheck lease,
            Line line,
            CopyAhead ahead,
            Ways.Stream way) {
        this.connections = connections;
        this.journal = journal;
        this.cutter = cutter;
        this.lease = lease;
        this.line = line;
        this.ahead = ahead;
        this.way = way;
    }

    /**
     * The cut of what is due.
     *
     * @throws FarBehindException if that is more than goes into one, for a replica whose copy is whole
     */
    public Cut next(RealmState realm, ReplicaState replica, long floor) {
        return ahead.take(replica)
                .orElseGet(() ->
                        cutter.cut(realm, replica.acknowledged(), replica.copyCursor(), floor, line.kinds(), lease));
    }

    /** Ships a cut, and returns whether it was taken. */
    public boolean ship(RealmState realm, ReplicaState replica, Cut cut, long floor) {
        if (cut.copyTo() != null && !cut.copyTo().equals(Batch.COPY_DONE)) {
            ahead.begin(realm, cut, floor, line.kinds());
        }
        boolean taken = deliver(realm, replica, cut);
        if (floor > realm.floor()) {
            boolean more = true;
            while (more) {
                more = connections.transaction(connection -> journal.trim(connection, realm.realmId(), floor));
            }
        }
        return taken;
    }

    private boolean deliver(RealmState realm, ReplicaState replica, Cut cut) {
        try (Step step = way.ship(cut.takenAt())) {
            step.with("multiregion.realm", realm.realmName())
                    .with("multiregion.target", replica.region())
                    .with("multiregion.position", cut.position())
                    .with("multiregion.rows", cut.rows());
            boolean taken = step.guarded(() -> line.deliver(realm, replica, cut));
            if (taken) {
                way.arrived();
            }
            return taken;
        }
    }
}
