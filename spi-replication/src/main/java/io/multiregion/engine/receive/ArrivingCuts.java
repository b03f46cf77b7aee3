package io.multiregion.engine.receive;

import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Batch;
import io.multiregion.engine.message.BatchReader;
import io.multiregion.engine.seal.cms.NotAccepted;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
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
