package io.multiregion.engine.succession;

import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.state.part.StreamId;
import java.util.Optional;

/**
 * What a region makes of what others say of the primary role. It only decides: whoever asks has locked the realm, and does what the verdict
 * says before anybody else sees the realm. {@code HandoverModelTest} explores what comes of it.
 */
public final class Hearing {

    private final Consents consents;
    private final Optional<String> shared;

    /**
     * @param consents whom this region's operators let lead
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public Hearing(Consents consents, Optional<String> shared) {
        this.consents = consents;
        this.shared = shared;
    }

    /**
     * FOLLOW: another region says that it is the primary now. A higher claim is followed, whatever this region was until then, if the other
     * region may lead and the claim is no leap.
     */
    public Verdict follow(RealmState realm, Word word, Numbers numbers) {
        Claim theirs = word.claim();
        if (word.stream().equals(StreamId.NONE)
                || realm.claim().equals(theirs) && !realm.stream().equals(word.stream())) {
            return new Verdict.Refused(
                    "it is of another stream of this realm than the one that began with this primary");
        }
        if (!numbers.reach(word.control())) {
            return outOfReach(word);
        }
        if (realm.claim().equals(theirs)) {
            return new Verdict.Hold();
        }
        if (!theirs.outranks(realm.claim())) {
            return new Verdict.Stale("region " + realm.primaryRegion() + " is the primary");
        }
        return consents.refusesClaim(theirs, realm)
                .<Verdict>map(Verdict.Disbelieved::new)
                .orElseGet(Verdict.Follow::new);
    }

    /**
     * PROMOTE: the old primary hands over. Done before, it is done again without change.
     *
     * @param epoch at which this region is to lead
     * @param byOperator whether an operator of the master realm has asked for it
     */
    public Verdict promote(RealmState realm, Word word, long epoch, boolean byOperator, Numbers numbers) {
        if (realm.isPrimary() && realm.epoch() == epoch) {
            return new Verdict.Known();
        }
        if (!realm.follows(word.claim())) {
            return new Verdict.Stale("region " + realm.primaryRegion() + " is the primary at epoch " + realm.epoch());
        }
        return refusal(realm, word, epoch, byOperator, numbers)
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Lead(epoch));
    }

    private Optional<String> refusal(RealmState realm, Word word, long epoch, boolean byOperator, Numbers numbers) {
        if (!realm.stream().equals(word.stream())) {
            return Optional.of("it was to happen in another stream of this realm: it does not any more");
        }
        if (epoch != realm.nextEpoch()) {
            return Optional.of("the next epoch is " + realm.nextEpoch() + ", not " + epoch);
        }
        if (!realm.position().equals(word.position())) {
            return Optional.of("it is at " + realm.position() + ", not at " + word.position());
        }
        if (shared.isPresent() && !byOperator) {
            return Optional.of("with the primary role moves the DNS record " + shared.get()
                    + " of all realms: an operator of the master realm is to ask for it");
        }
        return numbers.isCalledOff(word.control()) ? Optional.of("this switchover was called off") : Optional.empty();
    }

    /** CANCEL: the old primary gives up. It stays the primary, unless this region has taken over already, which the answer then says. */
    public Verdict cancel(RealmState realm, Word word, Numbers numbers) {
        if (!realm.follows(word.claim())) {
            return new Verdict.Known();
        }
        if (!numbers.reach(word.control())) {
            return outOfReach(word);
        }
        return realm.stream().equals(word.stream()) ? new Verdict.CallOff(word.control()) : new Verdict.Known();
    }

    /** Whether a claim that a region makes makes this one doubt that it is the primary. */
    public boolean isInDoubt(RealmState realm, Claim theirs) {
        return realm.isPrimary()
                && theirs.outranks(realm.claim())
                && consents.refusesClaim(theirs, realm).isEmpty();
    }

    private static Verdict outOfReach(Word word) {
        return new Verdict.Refused(
                "the number of the order is " + word.control() + ", out of reach of those that were taken");
    }
}
