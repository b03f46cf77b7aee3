package io.multiregion.engine.receive.role;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Verdict;

/** The answer to what has changed nothing. */
final class Unchanged {

    private Unchanged() {}

    static Answer answer(RealmState realm, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return Answer.refused(refused.why());
        }
        return verdict instanceof Verdict.Stale stale
                ? Answer.stale(stale.why(), Told.primary(realm))
                : Answer.known(Told.primary(realm));
    }
}
