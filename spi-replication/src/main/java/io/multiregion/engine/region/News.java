package io.multiregion.engine.region;

import io.multiregion.engine.journal.Awake;
import io.multiregion.engine.journal.Committed;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.operate.ReplicasChanged;
import io.multiregion.engine.peer.pairing.TrustChanged;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.succession.RoleChanged;

/**
 * What this node does when something has changed: it looks again by itself, and tells the other nodes. The engine's one knot: what ships is
 * made of parts that have news for it, so it hears of nothing until it is there.
 */
final class News implements Committed, Awake {

    private final Topology topology;
    private final OtherNodes nodes;
    private volatile Shipper shipper;

    News(Topology topology, OtherNodes nodes) {
        this.topology = topology;
        this.nodes = nodes;
    }

    /** Tells what ships from now on. Called once, before anything is written or received. */
    void to(Shipper shipper) {
        this.shipper = shipper;
    }

    @Override
    public void committed(String realmId) {
        if (shipper != null && shipper.isLeading()) {
            shipper.wake(realmId);
        } else {
            nodes.committed(realmId);
        }
    }

    @Override
    public boolean isAwake() {
        return shipper == null || shipper.isAwake();
    }

    /** See {@link RoleChanged}. */
    void roleChanged(String realmId) {
        topology.refresh(realmId);
        shipper.look();
        nodes.realmChanged(realmId);
    }

    /** See {@link ReplicasChanged}. */
    void replicasChanged() {
        topology.refresh();
        shipper.look();
    }

    /** See {@link TrustChanged}: what failed for a region that was not trusted goes on at once. */
    void trustChanged(String region) {
        nodes.trustChanged();
        topology.all().forEach(realm -> shipper.heard(realm.realmId(), region));
        shipper.look();
    }
}
