package io.multiregion.engine.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What requests may cost is bounded, whatever there is to do. */
class RateTest {

    @Test
    void anHourHasSoManyRequestsAndNoMore() {
        AtomicLong now = new AtomicLong();
        Rate rate = new Rate(Duration.ofMillis(200), now::get);
        int requests = 0;
        while (now.get() < Duration.ofHours(1).toNanos()) {
            long wait = rate.next();
            requests += wait == 0 ? 1 : 0;
            now.addAndGet(wait);
        }
        assertTrue(requests >= 18_000 && requests <= 18_031, "it was " + requests);
    }

    @Test
    void whoWasIdleMayHurryForAMoment() {
        AtomicLong now = new AtomicLong();
        Rate rate = new Rate(Duration.ofMillis(200), now::get);
        now.set(Duration.ofDays(1).toNanos());
        int atOnce = 0;
        while (rate.next() == 0) {
            atOnce++;
        }
        assertEquals(30, atOnce);
    }
}
