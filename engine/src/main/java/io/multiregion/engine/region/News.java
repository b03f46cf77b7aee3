package io.multiregion.engine.region;

import io.multiregion.engine.journal.gate.Committed;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.operate.ReplicasChanged;
import io.multiregion.engine.peer.pairing.TrustChanged;
import io.multiregion.engine.peer.pull.Waiting;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;
import io.multiregion.engine.succession.RoleChanged;
import io.multiregion.engine.wayback.WayBack;

/**
 * What this node does when something has changed: it looks again by itself, and tells the other nodes. The engine's one knot: what ships is
 * made of parts that have news for it, so it is told of nothing until it is there.
 */
final class News implements Committed {

    private final Topology topology;
    private final Node node;
    private volatile Shipper shipper;
    private volatile WayBack wayBack;
    private volatile Waiting waiting;

    News(Topology topology, Node node) {
        this.topology = topology;
        this.node = node;
    }

    /** Tells what ships from now on. Called once, before this node takes part in anything. */
    void to(Shipper ships, WayBack returns, Waiting waits) {
        waiting = waits;
        wayBack = returns;
        shipper = ships;
    }

    @Override
    public void committed(String realmId) {
        if (shipper == null) {
            node.others().committed(realmId);
        } else {
            shipper.committed(realmId);
            wayBack.wake(realmId);
        }
    }

    /** What this node does when another one has told it something. */
    OtherNodes.Listener listener(Trust trust) {
        return new OtherNodes.Listener() {
            @Override
            public void heard(String realmId) {
                shipper.wake(realmId);
                wayBack.wake(realmId);
            }

            @Override
            public void tryAgain(String realmId, String region) {
                shipper.heard(realmId, region);
            }

            @Override
            public void parcels() {
                waiting.tell();
            }

            @Override
            public void lookAtRealms() {
                topology.refresh();
            }

            @Override
            public void lookAtTrust() {
                trust.refresh();
            }
        };
    }

    /** See {@link RoleChanged}. */
    void roleChanged(String realmId) {
        topology.refresh(realmId);
        node.look();
        node.others().realmChanged(realmId);
    }

    /** See {@link ReplicasChanged}. */
    void replicasChanged() {
        topology.refresh();
        node.look();
    }

    /** Somebody has mended what failed, and does not want to wait. */
    void tryAgain(String realmId, String region) {
        shipper.heard(realmId, region);
        node.others().tryAgain(realmId, region);
    }

    /** See {@link TrustChanged}: what failed for a region that was not trusted goes on at once. */
    void trustChanged(String region) {
        node.others().trustChanged();
        topology.all().forEach(realm -> shipper.heard(realm.realmId(), region));
        node.look();
    }
}
