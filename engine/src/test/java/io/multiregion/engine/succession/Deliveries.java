package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;
import static io.multiregion.engine.succession.Place.stream;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.succession.Explorer.Broken;
import java.time.Instant;

/** What becomes of a message that is under way: it is delivered, now or later, once or twice, or lost. */
final class Deliveries {

    private final Wiring wiring;

    Deliveries(Wiring wiring) {
        this.wiring = wiring;
    }

    void each(World world, int item, Steps.Sink sink) {
        int from = Item.from(item);
        int to = Item.to(item);
        sink.step(Move.DELIVER, from, to, item, delivered(world.without(item), item, true));
        if (!wiring.mayFail(world)) {
            return;
        }
        sink.step(Move.LOSE, from, to, item, World.faulty(world.without(item)));
        if (Item.kind(item) != Item.CANCELLED && wiring.hasRoom(world)) {
            sink.step(Move.REPEAT, from, to, item, delivered(World.faulty(world.copy()), item, true));
        }
        if (Item.kind(item) == Item.FOLLOW) {
            sink.step(Move.UNANSWERED, from, to, item, delivered(World.faulty(world.without(item)), item, false));
        }
    }

    private World delivered(World next, int item, boolean answered) {
        switch (Item.kind(item)) {
            case Item.FOLLOW -> follow(next, item, answered);
            case Item.PROMOTE -> promote(next, item);
            case Item.CANCEL -> cancel(next, item);
            default ->
                wiring.move(
                        next,
                        Item.to(item),
                        Item.from(item),
                        Item.pause(item),
                        (primary, pause) -> primary.settle(pause, theirs(item)));
        }
        return next;
    }

    private static Claim theirs(int item) {
        return new Claim(Item.epoch(item), name(Item.extra(item)));
    }

    static Claim claim(int item) {
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

    private void follow(World next, int item, boolean answered) {
        int from = Item.from(item);
        int to = Item.to(item);
        wiring.hear(next, to, claim(item));
        RealmState state = next.places[to].state();
        Verdict verdict = wiring.hearing.follow(state, word(item), numbers(next.places[to]));
        if (verdict instanceof Verdict.Follow) {
            RealmState now = state.follow(
                    claim(item),
                    Place.NOWHERE,
                    ReplicaStatus.ACTIVE,
                    Item.sequence(item),
                    stream(from, to),
                    Instant.EPOCH);
            wiring.rules.step(state, now);
            next.places[to] = Place.began(now, next.places[to].pausedAt());
        }
        if (!answered) {
            return;
        }
        if (verdict instanceof Verdict.Stale) {
            wiring.doubt(next, from);
        } else if (next.places[from].state().isPrimary()
                && next.places[from].state().claim().equals(claim(item))) {
            next.places[from] = next.places[from].withFollowed(to, true, next.places[to].sequence());
        }
    }

    private void promote(World next, int item) {
        int to = Item.to(item);
        wiring.hear(next, to, claim(item));
        RealmState state = next.places[to].state();
        Verdict verdict =
                wiring.hearing.promote(state, word(item), Item.epoch(item) + 1, false, numbers(next.places[to]));
        if (verdict instanceof Verdict.Lead lead) {
            wiring.rules.takenOver(next, Item.from(item), claim(item), to);
            wiring.lead(next, to, lead.epoch());
        }
    }

    private void cancel(World next, int item) {
        int to = Item.to(item);
        wiring.hear(next, to, claim(item));
        Place place = next.places[to];
        Verdict verdict = wiring.hearing.cancel(place.state(), word(item), numbers(place));
        if (verdict instanceof Verdict.CallOff called && wiring.broken != Broken.CALLED_OFF_IS_FORGOTTEN) {
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
}
