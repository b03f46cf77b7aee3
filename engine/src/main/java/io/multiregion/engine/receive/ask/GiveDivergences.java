package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import java.io.IOException;

/** Hands over what this region had and the primary never got, and forgets what the primary says that it has taken. */
final class GiveDivergences implements Act {

    private final Connections connections;
    private final Divergences divergences;

    GiveDivergences(Connections connections, Divergences divergences) {
        this.connections = connections;
        this.divergences = divergences;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Inquiry.Divergences taken = told.request(Inquiry.Divergences.class);
        Divergences.Page next = divergences.next(connections, told.realm().realmId(), taken.ids());
        return new Answer.Divergences(next.diverged(), next.more());
    }
}
