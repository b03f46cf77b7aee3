package io.multiregion.engine.region;

import io.multiregion.engine.node.OtherNodes;

/** A region of one node. */
public final class NoOtherNodes implements OtherNodes {

    @Override
    public void committed(String realmId) {
        // this node looks once a second itself
    }

    @Override
    public void realmChanged(String realmId) {
        // nobody else remembers
    }

    @Override
    public void trustChanged() {
        // nobody else remembers
    }

    @Override
    public void tryAgain(String realmId, String region) {
        // nobody else ships
    }
}
