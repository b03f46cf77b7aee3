package io.multiregion.engine.receive.role;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;

/** Says whom this region knows as the primary. One that asks and is not followed was away, and is there again. */
final class NamePrimary implements Act {

    private final RoleEvents events;

    public NamePrimary(RoleEvents events) {
        this.events = events;
    }

    @Override
    public Answer take(Told told) {
        if (!told.isFollowed()) {
            events.heard(told.realm().realmId(), told.header().from());
        }
        return Answer.known(Told.primary(told.realm()));
    }
}
