package io.multiregion.engine.succession;

import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import java.util.Optional;
import java.util.Set;

/**
 * What a primary in doubt makes of the answers of those that it asks. Only when all have answered, and none objects, it goes on.
 *
 * @param realm as it was when this region began to ask
 * @param asked the names of all that are asked
 */
public record Survey(RealmState realm, Set<String> asked, Consents consents) {

    /**
     * Why an answer does not confirm this region; empty if it does.
     *
     * @param from the region that answers
     * @param theirs the claim that it knows of
     * @param reached where its copy stands
     */
    public Optional<String> objection(String from, Claim theirs, Position reached) {
        if (theirs.outranks(realm.claim())) {
            return isHearsay(from, theirs) || disbelief(from, theirs).isPresent()
                    ? Optional.empty()
                    : Optional.of("region " + theirs.region() + " is the primary since epoch " + theirs.epoch()
                            + ": this region will follow it");
        }
        if (theirs.equals(realm.claim()) && reached.isAfter(realm.position())) {
            return Optional.of("region " + from + " has position " + reached + ", this region only " + realm.position()
                    + " (restored from a backup?): fail over to region " + from);
        }
        return Optional.empty();
    }

    /** Why a higher claim that a region names is not believed; empty if it is, or is none, or is for another one to make. */
    public Optional<String> disbelief(String from, Claim theirs) {
        return theirs.outranks(realm.claim()) && !isHearsay(from, theirs)
                ? consents.refusesClaim(theirs, realm)
                : Optional.empty();
    }

    /** Of itself a region says what it may; another one that is asked, too, speaks for itself. */
    private boolean isHearsay(String from, Claim theirs) {
        return !theirs.region().equals(from) && asked.contains(theirs.region());
    }
}
