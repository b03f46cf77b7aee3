package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;
import static io.multiregion.engine.succession.Place.stream;

import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.state.part.Pause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can happen next. Each decision is the engine's own: {@link RealmState} and {@link Primary} for what a region is,
 * {@link Hearing} and {@link Inquiry} for what it makes of others. What stands here is what surrounds them: rows, threads and the network.
 */
final class Steps {

    /** Told of each step. */
    interface Sink {

        /** @param item the message or work that it is about, or 0 */
        void step(Move move, int from, int to, int item, World next);
    }

    private static final List<Set<String>> OTHERS = List.of(Set.of("b", "c"), Set.of("a", "c"), Set.of("a", "b"));
    private static final int CLOSING = 0;
    private static final int FENCED = 1;
    private static final int HANDED_OVER = 2;

    private final Bounds bounds;
    private final Broken broken;
    private final Rules rules;
    private final Consents consents = new Consents("a", "master", region -> new Consent(Set.of(), true));
    private final Hearing hearing = new Hearing(consents, Optional.empty());

    Steps(Bounds bounds, Broken broken) {
        this.bounds = bounds;
        this.broken = broken;
        this.rules = new Rules(broken);
    }

    World first() {
        Place[] places = new Place[bounds.regions()];
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
        return rules;
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
            if (world.faults < bounds.faults()) {
                troubles(world, region, sink);
            }
        }
    }

    // what is under way

    private void item(World world, int item, Sink sink) {
        switch (Item.kind(item)) {
            case Item.SWITCHOVER -> switchover(world, item, sink);
            case Item.ROUND -> round(world, item, sink);
            default -> message(world, item, sink);
        }
    }

    private void message(World world, int item, Sink sink) {
        int from = Item.from(item);
        int to = Item.to(item);
        sink.step(Move.DELIVER, from, to, item, delivered(world.without(item), item, true));
        if (world.faults == bounds.faults()) {
            return;
        }
        sink.step(Move.LOSE, from, to, item, faulty(world.without(item)));
        if (Item.kind(item) != Item.CANCELLED && world.items.length < bounds.items()) {
            sink.step(Move.REPEAT, from, to, item, delivered(faulty(world.copy()), item, true));
        }
        if (Item.kind(item) == Item.FOLLOW) {
            sink.step(Move.UNANSWERED, from, to, item, delivered(faulty(world.without(item)), item, false));
        }
    }

    private static World faulty(World world) {
        world.faults++;
        return world;
    }

    private World delivered(World next, int item, boolean answered) {
        switch (Item.kind(item)) {
            case Item.FOLLOW -> follow(next, item, answered);
            case Item.PROMOTE -> promote(next, item);
            case Item.CANCEL -> cancel(next, item);
            default ->
                move(next, Item.to(item), Item.pause(item), (primary, pause) -> primary.settle(pause, theirs(item)));
        }
        return next;
    }

    private static Claim theirs(int item) {
        return new Claim(Item.epoch(item), name(Item.extra(item)));
    }

    private static Claim claim(int item) {
        return new Claim(Item.epoch(item), name(Item.from(item)));
    }

    private static Word word(int item) {
        return new Word(
                claim(item),
                stream(Item.from(item), Item.to(item)),
                new Position(Item.epoch(item), Item.sequence(item)),
                Item.control(item));
    }

    private static Numbers numbers(Place place) {
        return new Numbers(0, place.calledOff(), 0);
    }

    /** As the receiver does before it looks at what is said. */
    private void hear(World next, int region, Claim claim) {
        RealmState state = next.places[region].state();
        if (!state.follows(claim) && hearing.isInDoubt(state, claim)) {
            doubt(next, region);
        }
    }

    private void doubt(World next, int region) {
        if (next.places[region].state() instanceof Primary primary && primary.isDoubtful()) {
            set(next, region, primary.doubt());
        }
    }

    private void set(World next, int region, RealmState state) {
        rules.step(next.places[region].state(), state);
        next.places[region] = next.places[region].with(state);
    }

    private void follow(World next, int item, boolean answered) {
        int from = Item.from(item);
        int to = Item.to(item);
        hear(next, to, claim(item));
        RealmState state = next.places[to].state();
        Verdict verdict = hearing.follow(state, word(item), numbers(next.places[to]));
        if (verdict instanceof Verdict.Follow) {
            RealmState now = state.follow(
                    claim(item),
                    Place.NOWHERE,
                    ReplicaStatus.ACTIVE,
                    Item.sequence(item),
                    stream(from, to),
                    Instant.EPOCH);
            rules.step(state, now);
            next.places[to] = Place.began(now, next.places[to].pausedAt());
        }
        if (!answered) {
            return;
        }
        if (verdict instanceof Verdict.Stale) {
            doubt(next, from);
        } else if (next.places[from].state().isPrimary()
                && next.places[from].state().claim().equals(claim(item))) {
            next.places[from] = next.places[from].withFollowed(to, true, next.places[to].sequence());
        }
    }

    private void promote(World next, int item) {
        int to = Item.to(item);
        hear(next, to, claim(item));
        RealmState state = next.places[to].state();
        Verdict verdict = hearing.promote(state, word(item), Item.epoch(item) + 1, false, numbers(next.places[to]));
        if (verdict instanceof Verdict.Lead lead) {
            rules.takenOver(next, Item.from(item), claim(item), to);
            lead(next, to, lead.epoch());
        }
    }

    private void lead(World next, int region, long epoch) {
        RealmState state = next.places[region].state();
        Primary now = state.lead(new Claim(epoch, name(region)), Place.NOWHERE, Instant.EPOCH);
        rules.step(state, now);
        next.places[region] = Place.began(now, next.places[region].pausedAt());
    }

    private void cancel(World next, int item) {
        int to = Item.to(item);
        hear(next, to, claim(item));
        Place place = next.places[to];
        Verdict verdict = hearing.cancel(place.state(), word(item), numbers(place));
        if (verdict instanceof Verdict.CallOff called && broken != Broken.CALLED_OFF_IS_FORGOTTEN) {
            next.places[to] = place.withCalledOff((int) called.control());
        }
        Claim known = place.state().claim();
        next.add(Item.of(
                Item.CANCELLED,
                to,
                Item.from(item),
                known.epoch(),
                0,
                0,
                Item.pause(item),
                Place.number(known.region())));
    }

    // a switchover in a node's memory

    private interface Step {
        Primary of(Primary primary, Pause pause);
    }

    /** Locks, loads, moves and stores; false if it is refused. */
    private boolean move(World next, int region, long pausedAt, Step step) {
        if (!(next.places[region].state() instanceof Primary primary)) {
            return false;
        }
        boolean nameless = broken == Broken.SWITCHOVERS_HAVE_NO_NAME;
        if (!nameless && primary.pause().at().toEpochMilli() != pausedAt) {
            return false;
        }
        try {
            set(next, region, step.of(primary, primary.pause()));
            return true;
        } catch (RoleMovedException e) {
            return false;
        }
    }

    private void switchover(World world, int item, Sink sink) {
        int from = Item.from(item);
        int to = Item.to(item);
        switch (Item.extra(item)) {
            case CLOSING -> {
                advance(world, item, Move.FENCE, FENCED, Primary::fence, sink);
                giveUp(world, item, sink);
            }
            case FENCED -> {
                if (world.places[from].acknowledged()[to] == world.places[from].sequence()) {
                    advance(world, item, Move.HAND_OVER, HANDED_OVER, Primary::handOver, sink);
                }
                giveUp(world, item, sink);
            }
            default -> {
                World next = world.without(item);
                next.add(Item.of(
                        Item.PROMOTE, from, to, Item.epoch(item), Item.sequence(item), Item.control(item), 0, 0));
                sink.step(Move.PROMOTE, from, to, 0, next);
            }
        }
    }

    private void advance(World world, int item, Move move, int phase, Step step, Sink sink) {
        int from = Item.from(item);
        int to = Item.to(item);
        World next = world.without(item);
        if (move(next, from, Item.pause(item), step)) {
            Place place = next.places[from];
            int control = 0;
            if (phase == HANDED_OVER) {
                control = (place.control() + 1) / 2 * 2 + 1;
                next.places[from] = place.withControl(control);
            }
            next.add(Item.of(
                    Item.SWITCHOVER,
                    from,
                    to,
                    phase == HANDED_OVER ? place.state().epoch() : 0,
                    phase == HANDED_OVER ? place.sequence() : 0,
                    control,
                    Item.pause(item),
                    phase));
        }
        sink.step(move, from, to, 0, next);
    }

    private void giveUp(World world, int item, Sink sink) {
        World next = world.without(item);
        move(next, Item.from(item), Item.pause(item), Primary::reopen);
        sink.step(Move.GIVE_UP, Item.from(item), Item.to(item), 0, next);
    }

    // a round of asking in a node's memory

    private void round(World world, int item, Sink sink) {
        int from = Item.from(item);
        Claim claim = claim(item);
        RealmState state = world.places[from].state();
        if (!state.isPrimary() || !state.claim().equals(claim)) {
            sink.step(Move.CONFIRM, from, from, 0, world.without(item));
            return;
        }
        int all = (1 << world.places.length) - 1;
        int answered = Item.extra(item);
        if (answered == all) {
            World next = world.without(item);
            move(next, from, next.places[from].pausedAt(), (primary, pause) -> primary.confirm(claim));
            sink.step(Move.CONFIRM, from, from, 0, next);
            return;
        }
        for (int other = 0; other < world.places.length; other++) {
            if ((answered & 1 << other) == 0) {
                World next = world.without(item);
                hear(next, other, claim);
                RealmState theirs = next.places[other].state();
                if (new Inquiry(state, OTHERS.get(from), consents)
                        .objection(name(other), theirs.claim(), theirs.position())
                        .isEmpty()) {
                    next.add(Item.of(Item.ROUND, from, from, claim.epoch(), 0, 0, 0, answered | 1 << other));
                }
                sink.step(Move.ASK, from, other, 0, next);
            }
        }
    }

    // what a region does by itself

    private void standing(World world, int region, Sink sink) {
        Place place = world.places[region];
        boolean session = place.leads(Standing.CLOSED);
        if (world.commits < bounds.commits() && (rules.mayWrite(place) || session)) {
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
        if (world.forces < bounds.forces()
                && !place.leads(Standing.CONFIRMED)
                && place.state().nextEpoch() <= bounds.epochs()) {
            World next = world.copy();
            next.forces++;
            lead(next, region, place.state().nextEpoch());
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
        boolean room = world.items.length < bounds.items();
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
                move(next, region, place.pausedAt(), Primary::reopen);
                sink.step(Move.ABANDON, region, region, 0, next);
            }
            case HANDED_OVER -> handedOver(world, region, sink);
            case CONFIRMED -> {}
        }
    }

    private void tell(World world, int region, int other, Sink sink) {
        Place place = world.places[region];
        int item = Item.of(Item.FOLLOW, region, other, place.state().epoch(), place.beganAt(), 0, 0, 0);
        if (world.items.length < bounds.items() && !world.has(item)) {
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
            hear(next, other, claim);
            if (claim.outranks(theirs.claim())) {
                next.places[region] = place.withFollowed(other, false, 0);
            } else {
                doubt(next, region);
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
                && world.switchovers < bounds.switchovers()
                && world.items.length < bounds.items()
                && place.state().epoch() < bounds.epochs()) {
            World next = world.copy();
            next.switchovers++;
            Primary primary = ((Primary) place.state()).close(name(other), Instant.EPOCH);
            set(next, region, primary);
            next.add(Item.of(
                    Item.SWITCHOVER,
                    region,
                    other,
                    0,
                    0,
                    0,
                    primary.pause().at().toEpochMilli(),
                    CLOSING));
            sink.step(Move.BEGIN, region, other, 0, next);
        }
    }

    private void handedOver(World world, int region, Sink sink) {
        Place place = world.places[region];
        Primary primary = (Primary) place.state();
        if (broken == Broken.DEADLINE_INSTEAD_OF_WORD) {
            World next = world.copy();
            set(next, region, primary.settle(primary.pause(), primary.claim()));
            sink.step(Move.ABANDON, region, region, 0, next);
        }
        int to = Place.number(primary.handoverTo());
        int control = (place.control() + 1) / 2 * 2;
        int item = Item.of(Item.CANCEL, region, to, primary.epoch(), 0, control, place.pausedAt(), 0);
        if (broken != Broken.NOBODY_ASKS && world.items.length < bounds.items() && !world.has(item)) {
            World next = world.copy();
            next.places[region] = place.withControl(control);
            next.add(item);
            sink.step(Move.CANCEL, region, to, 0, next);
        }
    }

    // what goes wrong

    private void troubles(World world, int region, Sink sink) {
        World crashed = faulty(world.copy());
        for (int item : world.items) {
            boolean memory = !Item.isMessage(item) && Item.from(item) == region
                    || Item.kind(item) == Item.CANCELLED && Item.to(item) == region;
            if (memory) {
                crashed = crashed.without(item);
            }
        }
        if (broken == Broken.HANDED_OVER_IS_DOUBTED && world.places[region].leads(Standing.HANDED_OVER)) {
            RealmState state = world.places[region].state();
            crashed.places[region] = world.places[region].with(Place.primary(
                    state.claim(),
                    state.position(),
                    Standing.UNCONFIRMED,
                    ((Primary) state).pause().over()));
        }
        doubt(crashed, region);
        sink.step(Move.CRASH, region, region, 0, crashed);
        if (world.places[region].state() instanceof Primary primary
                && primary.isDoubtful()
                && primary.standing() != Standing.UNCONFIRMED) {
            World lapsed = faulty(world.copy());
            doubt(lapsed, region);
            sink.step(Move.LAPSE, region, region, 0, lapsed);
        }
    }
}
