package io.multiregion.engine.operate;

import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Says aloud that a write went past the capture, where it matters: in a replicated realm, or in one that is not known. */
public final class UnattributedWrites {

    private static final Logger LOG = Logger.getLogger(UnattributedWrites.class);

    private final Topology topology;
    private final Observer observer;
    private final VerifyDesk comparisons;
    private final Executor background;

    /** @param background has threads without a transaction */
    public UnattributedWrites(Topology topology, Observer observer, VerifyDesk comparisons, Executor background) {
        this.topology = topology;
        this.observer = observer;
        this.comparisons = comparisons;
        this.background = background;
    }

    /**
     * On the writer's thread; does not block.
     *
     * @param realmId of the realm that the request was about, or null
     */
    public void written(String table, String realmId) {
        if (topology.all().isEmpty() || (realmId != null && topology.of(realmId).isEmpty())) {
            return;
        }
        observer.unattributed(table);
        LOG.errorf(
                "a write to %s (realm %s) was seen by no hook and is not in the journal: the replicas are compared and repaired",
                table, realmId);
        topology.all().stream()
                .filter(RealmState::isPrimary)
                .map(RealmState::realmId)
                .filter(id -> realmId == null || realmId.equals(id))
                .forEach(id -> background.execute(() -> comparisons.suspect(id)));
    }
}
