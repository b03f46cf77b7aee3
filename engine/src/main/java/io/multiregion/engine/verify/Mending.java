package io.multiregion.engine.verify;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a repair does to the database of the primary; the stream does the rest. */
final class Mending {

    private final Connections connections;
    private final Journal journal;
    private final Clock clock;

    Mending(Connections connections, Journal journal, Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.clock = clock;
    }

    /** Has resources shipped as they are here. */
    void ship(RealmState realm, List<Different> different) {
        List<ResourceKey> resources =
                different.stream().map(Different::resource).toList();
        connections.run(
                connection -> journal.append(connection, realm.realmId(), realm.epoch(), resources, clock.millis()));
    }

    /** Has the copy made again, unless it was deleted; under its region another stream may have begun since. */
    void copyAgain(ReplicaState replica) {
        connections.run(connection -> {
            Optional<ReplicaState> now = ReplicaRows.of(connection, replica.realmId(), replica.region())
                    .filter(one -> one.stream().equals(replica.stream()));
            if (now.isPresent()) {
                ReplicaRows.save(
                        connection,
                        now.get()
                                .change()
                                .copyCursor(Batch.COPY_AGAIN)
                                .status(ReplicaStatus.CREATING)
                                .state());
            }
        });
    }
}
