package io.multiregion.replication.receive;

import io.multiregion.replication.apply.Applier;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.BatchReader;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.topology.RealmState;
import java.io.IOException;

/** Takes the parts of cuts, and applies a cut once all of it is here. */
public final class ArrivingCuts {

    private final StagedParts staged;
    private final Applier applier;

    public ArrivingCuts(StagedParts staged, Applier applier) {
        this.staged = staged;
        this.applier = applier;
    }

    /** @param message the sealed message that the payload was in */
    Answer take(RealmState realm, Header header, byte[] payload, byte[] message) throws IOException, NotAccepted {
        Batch part = BatchReader.read(payload);
        if (header.parts() == 0) {
            staged.keep(header, part.cut(), message);
            return Answer.ok(null);
        }
        return applier.apply(realm, header.base(), header.position(), header.from(), staged.complete(header, part));
    }
}
