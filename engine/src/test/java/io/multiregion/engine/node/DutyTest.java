package io.multiregion.engine.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The duty of the node that ships. */
final class DutyTest {

    private final Queue<Runnable> begun = new ArrayDeque<>();
    private int done;

    @Test
    void itIsNotDoneTwiceAtOnce() {
        Duty duty = new Duty(begun::add, () -> done++);
        duty.tick(true);
        duty.tick(true);
        assertEquals(1, begun.size());
        begun.remove().run();
        duty.tick(true);
        assertEquals(1, begun.size());
        begun.remove().run();
        assertEquals(2, done);
    }

    @Test
    void onlyTheNodeThatShipsHasOne() {
        new Duty(begun::add, () -> done++).tick(false);
        assertEquals(0, begun.size());
    }

    @Test
    void oneThatFailsIsDueAgain() {
        Duty duty = new Duty(begun::add, () -> {
            done++;
            throw new IllegalStateException("no answer");
        });
        duty.tick(true);
        begun.remove().run();
        duty.tick(true);
        begun.remove().run();
        assertEquals(2, done);
    }
}
