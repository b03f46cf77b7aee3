package io.multiregion.replication.receive;

import io.multiregion.replication.apply.Applier;
import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.BatchReader;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.topology.RealmState;
import java.io.IOException;
import java.util.List;

/** Takes the parts of cuts, and applies a cut once all of it is here. */
public final class ArrivingCuts {

    private final StagedParts staged;
    private final Applier applier;
    private final Holders holders;

    public ArrivingCuts(StagedParts staged, Applier applier, Holders holders) {
        this.staged = staged;
        this.applier = applier;
        this.holders = holders;
    }

    /** @param message the sealed message that the payload was in */
    Answer take(RealmState realm, Header header, byte[] payload, byte[] message) throws IOException, NotAccepted {
        Batch part = BatchReader.read(payload);
        if (header.parts() == 0) {
            staged.keep(header, part.cut(), message);
            return Answer.ok(null);
        }
        List<Batch> parts = staged.complete(header, part);
        return holders.refusal(realm, header, parts)
                .orElseGet(() -> applier.apply(realm, header.base(), header.position(), header.from(), parts));
    }
}
