package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.succession.Explorer.Bounds;
import io.multiregion.engine.succession.Explorer.Broken;
import java.time.Instant;

/**
 * Everything that can happen next. Each decision is the engine's own: {@link RealmState} and {@link Primary} for what a region is,
 * {@link Hearing} and {@link Survey} for what it makes of others. What stands here and in {@link Deliveries}, {@link Works} and
 * {@link Wiring} is what surrounds them: the network, threads and rows.
 */
final class Steps {

    /** Told of each step. */
    interface Sink {

        /** @param item the message or work that it is about, or 0 */
        void step(Move move, int from, int to, int item, World next);
    }

    private final Wiring wiring;
    private final Deliveries deliveries;
    private final Works works;

    Steps(Bounds bounds, Broken broken) {
        this.wiring = new Wiring(bounds, broken);
        this.deliveries = new Deliveries(wiring);
        this.works = new Works(wiring);
    }

    World first() {
        Place[] places = new Place[wiring.bounds.regions()];
        Position start = new Position(1, 0);
        Claim claim = new Claim(1, "a");
        places[0] = Place.began(Place.primary(claim, start, Standing.CONFIRMED, Pause.NONE), 0);
        for (int other = 1; other < places.length; other++) {
            places[other] = Place.began(Place.secondary(other, claim, start), 0);
            places[0] = places[0].withFollowed(other, true, 0);
        }
        World world = new World(places);
        world.led = World.bit(1, 0);
        return world;
    }

    Rules rules() {
        return wiring.rules;
    }

    void each(World world, Sink sink) {
        int last = 0;
        for (int item : world.items) {
            if (item != last) {
                item(world, item, sink);
            }
            last = item;
        }
        for (int region = 0; region < world.places.length; region++) {
            standing(world, region, sink);
            if (world.places[region].state().isPrimary()) {
                leading(world, region, sink);
            }
            if (wiring.mayFail(world)) {
                troubles(world, region, sink);
            }
        }
    }

    private void item(World world, int item, Sink sink) {
        switch (Item.kind(item)) {
            case Item.SWITCHOVER -> works.switchover(world, item, sink);
            case Item.ROUND -> works.round(world, item, sink);
            default -> deliveries.each(world, item, sink);
        }
    }

    private void standing(World world, int region, Sink sink) {
        Place place = world.places[region];
        boolean session = place.leads(Standing.CLOSED);
        if (world.commits < wiring.bounds.commits() && (wiring.rules.mayWrite(place) || session)) {
            World next = world.copy();
            next.commits++;
            Primary primary = (Primary) place.state();
            next.places[region] = place.with(Place.primary(
                    primary.claim(),
                    new Position(primary.epoch(), primary.position().sequence() + 1),
                    primary.standing(),
                    primary.pause()));
            sink.step(Move.COMMIT, region, region, 0, next);
        }
        if (world.forces < wiring.bounds.forces()
                && !place.leads(Standing.CONFIRMED)
                && place.state().nextEpoch() <= wiring.bounds.epochs()) {
            World next = world.copy();
            next.forces++;
            if (place.state().isPrimary()) {
                wiring.rules.leads(next, place.state().nextEpoch(), region);
            }
            wiring.lead(next, region, place.state().nextEpoch());
            sink.step(Move.FORCE, region, region, 0, next);
        }
    }

    private void leading(World world, int region, Sink sink) {
        Place place = world.places[region];
        for (int other = 0; other < world.places.length; other++) {
            if (other != region) {
                if (place.isFollowedBy(other)) {
                    ship(world, region, other, sink);
                    begin(world, region, other, sink);
                } else {
                    tell(world, region, other, sink);
                }
            }
        }
        boolean room = wiring.hasRoom(world);
        switch (place.state().standing()) {
            case UNCONFIRMED -> {
                if (room && !world.hasKind(Item.ROUND, region)) {
                    World next = world.copy();
                    next.add(Item.of(Item.ROUND, region, region, place.state().epoch(), 0, 0, 0, 1 << region));
                    sink.step(Move.ROUND, region, region, 0, next);
                }
            }
            case CLOSING, CLOSED -> {
                World next = world.copy();
                wiring.move(next, region, Place.number(place.state().handoverTo()), place.pausedAt(), Primary::reopen);
                sink.step(Move.ABANDON, region, region, 0, next);
            }
            case HANDED_OVER -> handedOver(world, region, sink);
            case CONFIRMED -> {}
        }
    }

    private void tell(World world, int region, int other, Sink sink) {
        Place place = world.places[region];
        int item = Item.of(Item.FOLLOW, region, other, place.state().epoch(), place.beganAt(), 0, 0, 0);
        if (wiring.hasRoom(world) && !world.has(item)) {
            World next = world.copy();
            next.add(item);
            sink.step(Move.TELL, region, other, 0, next);
        }
    }

    /** A cut and its answer, or the answer that there is another primary. Cuts themselves are explored elsewhere. */
    private void ship(World world, int region, int other, Sink sink) {
        Place place = world.places[region];
        RealmState theirs = world.places[other].state();
        Claim claim = place.state().claim();
        World next = world.copy();
        if (theirs.follows(claim)) {
            if (theirs.position().equals(place.state().position()) && place.acknowledged()[other] == place.sequence()) {
                return;
            }
            next.places[other] = next.places[other].with(
                    Place.secondary(other, claim, place.state().position()));
            next.places[region] = place.withFollowed(other, true, place.sequence());
        } else {
            wiring.hear(next, other, claim);
            if (claim.outranks(theirs.claim())) {
                next.places[region] = place.withFollowed(other, false, 0);
            } else {
                wiring.doubt(next, region);
                if (next.places[region] == place || next.places[region].state().equals(place.state())) {
                    return;
                }
            }
        }
        sink.step(Move.SHIP, region, other, 0, next);
    }

    private void begin(World world, int region, int other, Sink sink) {
        Place place = world.places[region];
        if (place.leads(Standing.CONFIRMED)
                && world.switchovers < wiring.bounds.switchovers()
                && wiring.hasRoom(world)
                && place.state().epoch() < wiring.bounds.epochs()) {
            World next = world.copy();
            next.switchovers++;
            Primary primary = ((Primary) place.state()).close(name(other), Instant.EPOCH);
            wiring.set(next, region, primary);
            next.add(Item.of(
                    Item.SWITCHOVER,
                    region,
                    other,
                    0,
                    0,
                    0,
                    primary.pause().at().toEpochMilli(),
                    Works.CLOSING));
            sink.step(Move.BEGIN, region, other, 0, next);
        }
    }

    private void handedOver(World world, int region, Sink sink) {
        Place place = world.places[region];
        Primary primary = (Primary) place.state();
        if (wiring.broken == Broken.DEADLINE_INSTEAD_OF_WORD) {
            World next = world.copy();
            wiring.set(next, region, primary.settle(primary.pause(), primary.claim()));
            sink.step(Move.ABANDON, region, region, 0, next);
        }
        int to = Place.number(primary.handoverTo());
        int control = (place.control() + 1) / 2 * 2;
        int item = Item.of(Item.CANCEL, region, to, primary.epoch(), 0, control, place.pausedAt(), 0);
        if (wiring.broken != Broken.NOBODY_ASKS && wiring.hasRoom(world) && !world.has(item)) {
            World next = world.copy();
            next.places[region] = place.withControl(control);
            next.add(item);
            sink.step(Move.CANCEL, region, to, 0, next);
        }
    }

    private void troubles(World world, int region, Sink sink) {
        World crashed = World.faulty(world.copy());
        for (int item : world.items) {
            boolean memory = !Item.isMessage(item) && Item.from(item) == region
                    || Item.kind(item) == Item.CANCELLED && Item.to(item) == region;
            if (memory) {
                crashed = crashed.without(item);
            }
        }
        if (wiring.broken == Broken.HANDED_OVER_IS_DOUBTED && world.places[region].leads(Standing.HANDED_OVER)) {
            RealmState state = world.places[region].state();
            crashed.places[region] = world.places[region].with(Place.primary(
                    state.claim(),
                    state.position(),
                    Standing.UNCONFIRMED,
                    ((Primary) state).pause().over()));
        }
        wiring.doubt(crashed, region);
        sink.step(Move.CRASH, region, region, 0, crashed);
        if (world.places[region].state() instanceof Primary primary
                && primary.standing().isDoubtful()) {
            World lapsed = World.faulty(world.copy());
            wiring.doubt(lapsed, region);
            sink.step(Move.LAPSE, region, region, 0, lapsed);
        }
    }
}
