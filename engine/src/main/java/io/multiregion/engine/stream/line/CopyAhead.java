package io.multiregion.engine.stream.line;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.work.Crew;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * During a copy, cuts the next chunk while the secondary applies the one before: neither side waits for the other. One chunk ahead, so
 * memory stays flat. Used by one stream's thread.
 */
public final class CopyAhead {

    private final Cutter cutter;
    private final Snapshots.LeaseCheck lease;
    private final Crew crew;
    private Position base;
    private String cursor;
    private CompletableFuture<Cut> next;

    public CopyAhead(Cutter cutter, Snapshots.LeaseCheck lease, Crew crew) {
        this.cutter = cutter;
        this.lease = lease;
        this.crew = crew;
    }

    /** Begins the cut that follows {@code sent}, on the expectation that the secondary will confirm that one. */
    void begin(RealmState realm, Cut sent, long floor, Set<Kind> kinds) {
        base = sent.position();
        cursor = sent.copyTo();
        next = crew.supply(() -> cutter.cut(realm, sent.position(), sent.copyTo(), floor, kinds, lease));
    }

    /** The cut for a replica that stands where it was expected to; empty when it does not, or when there is none. */
    Optional<Cut> take(ReplicaState replica) {
        CompletableFuture<Cut> begun = next;
        next = null;
        if (begun == null
                || !replica.acknowledged().equals(base)
                || !replica.copyCursor().equals(cursor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(begun.join());
        } catch (CompletionException | CancellationException e) {
            return Optional.empty();
        }
    }

    /** Forgets what was begun. */
    public void drop() {
        next = null;
    }
}
