package io.multiregion.replication.start;

import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Says aloud that a write went past the capture, where it matters: in a replicated realm, or in one that is not known. */
final class UnattributedWrites implements BiConsumer<String, String> {

    private static final Logger LOG = Logger.getLogger(UnattributedWrites.class);

    private final Topology topology;
    private final Observer observer;
    private final Consumer<String> suspect;

    /** @param suspect told the id of a realm whose replicas should be compared and repaired; must not block */
    UnattributedWrites(Topology topology, Observer observer, Consumer<String> suspect) {
        this.topology = topology;
        this.observer = observer;
        this.suspect = suspect;
    }

    @Override
    public void accept(String table, String realmId) {
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
                .forEach(suspect);
    }
}
