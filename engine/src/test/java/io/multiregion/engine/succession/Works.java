package io.multiregion.engine.succession;

import static io.multiregion.engine.succession.Place.name;

import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import java.util.List;
import java.util.Set;

/** What a node has in its memory and a crash takes away: a switchover that it runs, a round of asking all others. */
final class Works {

    private static final List<Set<String>> OTHERS = List.of(Set.of("b", "c"), Set.of("a", "c"), Set.of("a", "b"));
    static final int CLOSING = 0;
    private static final int FENCED = 1;
    private static final int HANDED_OVER = 2;

    private final Wiring wiring;

    Works(Wiring wiring) {
        this.wiring = wiring;
    }

    void switchover(World world, int item, Steps.Sink sink) {
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

    private void advance(World world, int item, Move move, int phase, Wiring.Step step, Steps.Sink sink) {
        int from = Item.from(item);
        int to = Item.to(item);
        World next = world.without(item);
        if (wiring.move(next, from, to, Item.pause(item), step)) {
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

    private void giveUp(World world, int item, Steps.Sink sink) {
        World next = world.without(item);
        wiring.move(next, Item.from(item), Item.to(item), Item.pause(item), Primary::reopen);
        sink.step(Move.GIVE_UP, Item.from(item), Item.to(item), 0, next);
    }

    void round(World world, int item, Steps.Sink sink) {
        int from = Item.from(item);
        Claim claim = Deliveries.claim(item);
        RealmState state = world.places[from].state();
        if (!state.isPrimary() || !state.claim().equals(claim)) {
            sink.step(Move.CONFIRM, from, from, 0, world.without(item));
            return;
        }
        int all = (1 << world.places.length) - 1;
        int answered = Item.extra(item);
        if (answered == all) {
            World next = world.without(item);
            wiring.move(next, from, from, 0, (primary, pause) -> primary.confirm(claim));
            sink.step(Move.CONFIRM, from, from, 0, next);
            return;
        }
        for (int other = 0; other < world.places.length; other++) {
            if ((answered & 1 << other) == 0) {
                World next = world.without(item);
                wiring.hear(next, other, claim);
                RealmState theirs = next.places[other].state();
                if (new Survey(state, OTHERS.get(from), wiring.consents)
                        .objection(name(other), theirs.claim(), theirs.position())
                        .isEmpty()) {
                    next.add(Item.of(Item.ROUND, from, from, claim.epoch(), 0, 0, 0, answered | 1 << other));
                }
                sink.step(Move.ASK, from, other, 0, next);
            }
        }
    }
}
