package io.multiregion.engine.receive.copy;

import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Reach;
import java.io.IOException;
import java.util.List;

/** Takes the parts of cuts, and applies a cut once all of it is here. */
public final class ArrivingCuts implements Act {

    private final StagedParts staged;
    private final Applier applier;
    private final Invitations invitations;

    public ArrivingCuts(StagedParts staged, Applier applier, Invitations invitations) {
        this.staged = staged;
        this.applier = applier;
        this.invitations = invitations;
    }

    @Override
    public Answer take(Told told) throws IOException, NotAcceptedException {
        Header header = told.header();
        RealmState realm = told.realm();
        if (!isGivenOut(realm, header)) {
            return Answer.refused("no primary at epoch " + header.epoch() + " gives out position " + header.position());
        }
        Batch part = BatchReader.read(told.payload());
        if (header.parts() == 0) {
            staged.keep(header, part.cut(), told.sealed());
            return Answer.ok();
        }
        List<Batch> parts = staged.complete(header, part);
        return invitations
                .refusal(told, parts)
                .orElseGet(() -> applier.apply(realm, header.base(), header.position(), header.from(), parts));
    }

    /** Whether a primary could have given out the position that its cut leads to: one that ends all others would be the last. */
    private static boolean isGivenOut(RealmState realm, Header header) {
        return header.position().epoch() <= header.epoch()
                && Reach.SEQUENCE.covers(
                        realm.position().sequence(), header.position().sequence());
    }
}
