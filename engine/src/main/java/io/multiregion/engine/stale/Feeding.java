package io.multiregion.engine.stale;

import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How one copy is fed, as one node sees it.
 *
 * <p>That the primary spoke is not enough. A copy that hears it and gets no changes is as stale as one that hears nothing. And who holds
 * messages back can let one through now and then: each is news. So what counts is the instant as of which the copy is level, which the
 * primary says by its clock, and how far that falls behind while this node's own time goes on. Were it set back, it would say less than
 * before; what is held back never does, since what was said before something else is not believed after it.
 *
 * @param claim of the region that feeds it
 * @param levelAt as of when the copy was last known to be level, by the primary's clock
 * @param ahead how much that clock is ahead of this node's time at least, in milliseconds
 * @param heard whether the copy was told that it is level while this node ran
 */
record Feeding(Claim claim, Instant levelAt, long ahead, boolean heard) {

    /** @param now this node's own time, in nanoseconds */
    static Feeding first(RealmState realm, long now, boolean heard) {
        return new Feeding(realm.claim(), realm.levelAt(), ahead(realm.levelAt(), now), heard);
    }

    /** What is so after another look. That doubt has come up says nothing. */
    Feeding next(RealmState realm, long now) {
        Instant said = realm.levelAt();
        if (!realm.claim().equals(claim)) {
            return first(realm, now, true);
        }
        if (said.equals(levelAt) || said.equals(Instant.EPOCH)) {
            return this;
        }
        boolean later = said.isAfter(levelAt) && !levelAt.equals(Instant.EPOCH);
        return new Feeding(claim, said, later ? Math.max(ahead, ahead(said, now)) : ahead(said, now), true);
    }

    Staleness by(StalePolicy policy, long now) {
        return new Staleness(policy, Duration.ofMillis(ahead - ahead(levelAt, now)), heard);
    }

    private static long ahead(Instant levelAt, long now) {
        return levelAt.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(now);
    }
}
