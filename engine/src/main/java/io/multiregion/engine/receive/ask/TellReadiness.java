package io.multiregion.engine.receive.ask;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.succession.LocalChecks;
import java.io.IOException;
import java.util.List;

/** Says whether this region is ready to take over, or would follow another one that does. */
final class TellReadiness implements Act {

    private final String region;
    private final Consents consents;
    private final LocalChecks checks;

    /**
     * @param consents whom this region's operators let lead
     * @param checks what speaks for and against this region taking over a realm
     */
    TellReadiness(String region, Consents consents, LocalChecks checks) {
        this.region = region;
        this.consents = consents;
        this.checks = checks;
    }

    @Override
    public Answer take(Told told) throws IOException {
        String candidate = told.request(Inquiry.Readiness.class).region();
        return consents.refusesLead(candidate)
                .map(Answer::refused)
                .orElseGet(() -> new Answer.Findings(region.equals(candidate) ? checks.of(told.realm()) : List.of()));
    }
}
