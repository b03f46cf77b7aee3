package io.multiregion.engine.schedule;

import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.state.RealmState;
import java.util.List;
import java.util.Optional;

/** Operators, who move the role. */
final class Moves {

    private static final List<String> OVERRIDE =
            List.of("not-flapping", "primary-silent", "lag-within-bound", "same-schema", "may-become-primary");

    private final World world;
    private final Promises promises;
    private boolean moving;

    Moves(World world, Promises promises) {
        this.world = world;
        this.promises = promises;
    }

    /** The region that leads is asked to hand over, unless one does already. */
    void switchover(Region to) {
        Optional<Region> from = world.leading().filter(region -> region != to && !moving && !region.isBusy());
        if (from.isPresent()) {
            moving = true;
            try {
                world.act(from.get(), () -> switchover(from.get(), to));
            } finally {
                moving = false;
            }
        }
    }

    private void switchover(Region region, Region to) {
        Moved moved = region.node()
                .orElseThrow()
                .switchover()
                .perform(
                        Users.REALM,
                        new MoveRequest(to.name(), List.of("not-flapping"), "schedule", null, null, null, null),
                        Mandate.OPERATOR);
        world.note(region.name() + " has handed over to " + moved.to() + " at " + moved.position());
    }

    /** A secondary is told to take the role, whatever speaks against it. */
    void failover(Region region) {
        if (region.node().isPresent()
                && !region.isBusy()
                && region.realm().filter(RealmState::isSecondary).isPresent()) {
            promises.forcing(region.name());
            try {
                world.act(region, () -> {
                    Moved moved = region.node()
                            .orElseThrow()
                            .failover()
                            .perform(
                                    Users.REALM,
                                    new MoveRequest(null, OVERRIDE, "schedule", null, null, null, null),
                                    Mandate.OPERATOR);
                    world.note(region.name() + " has taken over at " + moved.position());
                });
                world.look(region);
            } finally {
                promises.forcing(null);
            }
        }
    }
}
