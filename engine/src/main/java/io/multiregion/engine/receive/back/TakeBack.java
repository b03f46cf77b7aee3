package io.multiregion.engine.receive.back;

import io.multiregion.engine.apply.Adoption;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.gate.Committed;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.io.IOException;

/** Takes what sign-ins have written on a replica that this region feeds, merges it, and has it shipped to all replicas. */
public final class TakeBack implements Act {

    /** The cut that is being made may be of before the merge; the one after it is not. */
    private static final int CUTS = 2;

    private final Connections connections;
    private final Adoption adoption;
    private final Committed committed;

    /** @param committed told the id of a realm whose journal has a new entry */
    public TakeBack(Connections connections, Adoption adoption, Committed committed) {
        this.connections = connections;
        this.adoption = adoption;
        this.committed = committed;
    }

    @Override
    public Answer take(Told told) throws IOException {
        RealmState realm = told.realm();
        if (!realm.isPrimary() || realm.epoch() != told.header().epoch()) {
            return Answer.stale(
                    "region " + realm.primaryRegion() + " is the primary, at epoch " + realm.epoch(),
                    Told.primary(realm));
        }
        if (!isFed(told)) {
            return Answer.refused("the copy in region " + told.header().from() + " is not fed from here");
        }
        Batch returned = BatchReader.read(told.payload());
        if (!adoption.merge(realm, told.header().from(), returned)) {
            return Answer.stale("region " + told.header().to() + " takes no writes of the realm now");
        }
        committed.committed(realm.realmId());
        return new Answer.Merged(sequence(realm.realmId()) + CUTS);
    }

    /** Whether the sender's copy is fed by the stream that it names: what it had of another life is nothing of this one. */
    private boolean isFed(Told told) {
        return connections
                .transaction(connection -> ReplicaRows.of(
                        connection, told.header().realmId(), told.header().from()))
                .filter(replica -> replica.stream().equals(told.header().stream()))
                .filter(replica ->
                        replica.status() == ReplicaStatus.ACTIVE || replica.status() == ReplicaStatus.INACTIVE)
                .isPresent();
    }

    /** As it is once the merge is committed. */
    private long sequence(String realmId) {
        return connections.transaction(connection -> RealmRows.of(connection, realmId)
                .map(realm -> realm.position().sequence())
                .orElse(0L));
    }
}
