package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;

import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.succession.Explorer.Broken;

/** What must hold in each state and in each step. */
final class Rules {

    /** A state or a step that must not be. */
    static final class Violation extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }

    private final Broken broken;

    Rules(Broken broken) {
        this.broken = broken;
    }

    /** Whether writes may commit there. */
    boolean mayWrite(Place place) {
        RealmState state = place.state();
        return state.isPrimary()
                && (state.standing().admitsWrites()
                        || broken == Broken.FENCE_STAYS_OPEN && state.standing() != Standing.UNCONFIRMED);
    }

    /** One writer: an operator's word can make another one, nothing else does; and who has handed over never writes again. */
    void state(World world) {
        int writers = 0;
        for (int region = 0; region < world.places.length; region++) {
            if (mayWrite(world.places[region])) {
                writers++;
                Claim claim = world.places[region].state().claim();
                if ((world.ended & World.bit(claim.epoch(), region)) != 0) {
                    throw new Violation("region " + name(region) + " writes at epoch " + claim.epoch()
                            + ", which it has handed over");
                }
            }
        }
        if (writers > 1 + world.forces) {
            throw new Violation(writers + " regions write, and " + world.forces + " began by an operator's word");
        }
    }

    /** Forward: in a region epochs never fall, and only a higher claim takes the place of another one. */
    void step(RealmState before, RealmState after) {
        if (!after.claim().equals(before.claim()) && !after.claim().outranks(before.claim())) {
            throw new Violation(after.claim() + " takes the place of " + before.claim());
        }
    }

    /** Nothing lost: whoever takes over has all that was committed. */
    void takenOver(World world, int from, Claim claim, int to) {
        Place old = world.places[from];
        if (old.state().claim().equals(claim) && old.sequence() != world.places[to].sequence()) {
            throw new Violation("region " + name(to) + " takes over at " + world.places[to].sequence() + ", region "
                    + name(from) + " is at " + old.sequence());
        }
        world.ended |= World.bit(claim.epoch(), from);
        leads(world, claim.epoch() + 1, to);
    }

    /** One leader for each epoch: only an operator's word to a copy, which can't know, makes a second one. Then the names decide. */
    void leads(World world, long epoch, int region) {
        if ((world.led & 7 << (int) (epoch - 1) * 3) != 0) {
            throw new Violation("region " + name(region) + " is the second one to lead at epoch " + epoch);
        }
        world.led |= World.bit(epoch, region);
    }

    /** One region writes, and all others follow it. */
    boolean isWell(World world) {
        Claim claim = null;
        for (Place place : world.places) {
            if (place.leads(Standing.CONFIRMED)) {
                claim = place.state().claim();
            }
        }
        for (Place place : world.places) {
            if (claim == null || !place.state().claim().equals(claim)) {
                return false;
            }
        }
        return true;
    }
}
