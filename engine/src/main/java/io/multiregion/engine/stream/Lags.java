package io.multiregion.engine.stream;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.Home;

/** How far the replicas of this region's realms are behind, as its metrics show it. */
public final class Lags {

    private final Home home;

    public Lags(Home home) {
        this.home = home;
    }

    /** Measures all of them. Blocks for a query each, which costs the same whatever is left to ship. */
    public void measure() {
        Connections connections = home.connections();
        for (ReplicaState replica : connections.transaction(ReplicaRows::all)) {
            measure(
                    replica,
                    connections.transaction(connection -> home.journal()
                            .backlog(
                                    connection,
                                    replica.realmId(),
                                    replica.acknowledged().sequence())));
        }
    }

    private void measure(ReplicaState replica, Journal.Backlog backlog) {
        String realm =
                home.topology().of(replica.realmId()).map(RealmState::realmName).orElse(replica.realmId());
        home.observer().lag(replica.region(), realm, backlog.age(home.clock().millis()), backlog.entries());
    }
}
