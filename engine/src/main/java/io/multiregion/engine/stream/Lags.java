package io.multiregion.engine.stream;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.OpenEntries;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.Home;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the replicas of this region's realms are behind, as its metrics show it. Where that is far, the journal is kept small: it has one
 * entry for each resource, whoever is away.
 */
public final class Lags {

    /** For each realm, in a second. */
    private static final Duration TO_FOLD = Duration.ofMillis(200);

    private final Home home;
    private final OpenEntries open;

    public Lags(Home home) {
        this.home = home;
        this.open = new OpenEntries(home.connections());
    }

    /** Measures all of them. Blocks for a query each, which costs the same whatever is left to ship. Called by one thread at a time. */
    public void measure() {
        Connections connections = home.connections();
        Map<String, Long> openEntries = new LinkedHashMap<>();
        for (ReplicaState replica : connections.transaction(ReplicaRows::all)) {
            Journal.Backlog backlog = connections.transaction(connection -> home.journal()
                    .backlog(
                            connection,
                            replica.realmId(),
                            replica.acknowledged().sequence()));
            measure(replica, backlog);
            openEntries.merge(replica.realmId(), backlog.open(), Math::min);
        }
        openEntries.forEach((realmId, entries) -> open.fold(realmId, entries, TO_FOLD));
    }

    private void measure(ReplicaState replica, Journal.Backlog backlog) {
        String realm =
                home.topology().of(replica.realmId()).map(RealmState::realmName).orElse(replica.realmId());
        home.observer().lag(replica.region(), realm, backlog.age(home.clock().millis()), backlog.entries());
    }
}
