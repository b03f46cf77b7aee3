package io.multiregion.replication.session;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Waits for a session of another region that is claimed here but not known yet (promise G). A copy that has held everything
 * the primary had committed well after the claim was issued knows all there was to know: then the session has ended, and
 * there is no wait. Only the issuer's and the primary's clocks are compared, never this region's with theirs.
 */
final class Arrival {

    /** How long a region may take from stamping a token to committing its session; stamps are in whole seconds. */
    private static final Duration COMMIT = Duration.ofSeconds(3);

    private static final Duration STEP = Duration.ofMillis(25);

    private final Topology topology;
    private final Duration bound;

    /** @param bound the longest wait */
    public Arrival(Topology topology, Duration bound) {
        this.topology = topology;
        this.bound = bound;
    }

    /**
     * The outcome of a wait.
     *
     * @param found what was looked for, or null
     * @param certain false if it may still arrive
     */
    record Outcome<T>(T found, boolean certain) {}

    /** True if this region holds a copy of the realm; cheap, asked for every unknown session. */
    public boolean anyFor(String realmId) {
        return topology.secondary(realmId).isPresent();
    }

    /** True if the session of this claim may be on its way to this region's copy of the realm. */
    public boolean possible(String realmId, Claims.Claim claim) {
        return topology.secondary(realmId)
                .filter(realm -> !complete(realm, claim))
                .isPresent();
    }

    /**
     * Looks until found, until the copy is complete as of the claim, or until the bound. Blocks the calling thread.
     *
     * @param lookUp asks the database, and does not remember that nothing was there
     */
    public <T> Outcome<T> await(String realmId, Claims.Claim claim, Supplier<T> lookUp) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            boolean complete = !possible(realmId, claim);
            T found = lookUp.get();
            if (found != null || complete) {
                return new Outcome<>(found, true);
            }
            if (System.nanoTime() >= deadline || !pause()) {
                return new Outcome<>(null, false);
            }
        }
    }

    private static boolean complete(RealmState realm, Claims.Claim claim) {
        Instant everythingUntil = claim.issuedAt().plus(COMMIT);
        return realm.levelAt().isAfter(everythingUntil);
    }

    private static boolean pause() {
        try {
            Thread.sleep(STEP.toMillis());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
