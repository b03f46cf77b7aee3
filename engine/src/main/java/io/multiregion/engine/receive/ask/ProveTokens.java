package io.multiregion.engine.receive.ask;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import java.io.IOException;

/** Validates the primary's tokens, and answers with ones of this region. */
final class ProveTokens implements Act {

    private final Probes probes;

    ProveTokens(Probes probes) {
        this.probes = probes;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Inquiry.Probe theirs = told.request(Inquiry.Probe.class);
        String realmId = told.realm().realmId();
        String from = told.header().from();
        try {
            probes.validate(realmId, from, theirs.tokens());
            return new Answer.Tokens(probes.mint(realmId, from));
        } catch (IllegalStateException e) {
            return Answer.refused(String.valueOf(e.getMessage()));
        }
    }
}
