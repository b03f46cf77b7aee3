package io.multiregion.replication.start;

import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;

/** What this node does when another one has told it something. */
record Told(Shipper shipper, Topology topology, Trust trust) implements OtherNodes.Listener {

    @Override
    public void heard(String realmId) {
        shipper.wake(realmId);
    }

    @Override
    public void lookAtRealms() {
        topology.refresh();
    }

    @Override
    public void lookAtTrust() {
        trust.refresh();
    }
}
