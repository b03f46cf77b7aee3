package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;

import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.succession.Explorer.Bounds;
import io.multiregion.engine.succession.Explorer.Broken;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What surrounds the engine's decisions: a region's rows, locked, read, moved and stored in one step. */
final class Wiring {

    /** A step of a primary that belongs to a switchover. */
    interface Step {
        Primary of(Primary primary, Pause pause);
    }

    final Bounds bounds;
    final Broken broken;
    final Rules rules;
    final Consents consents = new Consents("a", "master", region -> new Consent(Set.of(), true));
    final Hearing hearing = new Hearing(consents, Optional.empty());

    Wiring(Bounds bounds, Broken broken) {
        this.bounds = bounds;
        this.broken = broken;
        this.rules = new Rules(broken);
    }

    boolean hasRoom(World world) {
        return world.items.length < bounds.items();
    }

    boolean mayFail(World world) {
        return world.faults < bounds.faults();
    }

    /** As the receiver does before it looks at what is said. */
    void hear(World next, int region, Claim claim) {
        RealmState state = next.places[region].state();
        if (!state.follows(claim) && hearing.isInDoubt(state, claim)) {
            doubt(next, region);
        }
    }

    void doubt(World next, int region) {
        move(next, region, region, 0, (primary, pause) -> primary.doubt());
    }

    void set(World next, int region, RealmState state) {
        rules.step(next.places[region].state(), state);
        next.places[region] = next.places[region].with(state);
    }

    void lead(World next, int region, long epoch) {
        RealmState state = next.places[region].state();
        Primary now = state.lead(new Claim(epoch, name(region)), Place.NOWHERE, Instant.EPOCH);
        rules.step(state, now);
        next.places[region] = Place.began(now, next.places[region].pausedAt());
    }

    /**
     * Locks, loads, moves and stores; false if it is refused.
     *
     * @param to the target of the switchover that the step belongs to
     * @param pausedAt when that began
     */
    boolean move(World next, int region, int to, long pausedAt, Step step) {
        if (!(next.places[region].state() instanceof Primary primary)) {
            return false;
        }
        Pause named = new Pause(name(to), Instant.ofEpochMilli(pausedAt));
        try {
            set(next, region, step.of(primary, broken == Broken.SWITCHOVERS_HAVE_NO_NAME ? primary.pause() : named));
            return true;
        } catch (RoleMovedException e) {
            return false;
        }
    }
}
