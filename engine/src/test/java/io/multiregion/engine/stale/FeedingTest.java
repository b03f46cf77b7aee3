package io.multiregion.engine.stale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Seconds by this node's own time are those after its start; seconds as of which a copy is level are those of the primary's clock. */
class FeedingTest {

    private static final StalePolicy REFUSE = new StalePolicy(Duration.ofSeconds(60), true);

    private Feeding fed = Feeding.first(level(1000), at(0), false);

    @Test
    void isAsOldAsWhatWasLastSaid() {
        told(1005, 5);
        assertEquals(Duration.ofSeconds(25), silent(30));
        told(1030, 30);
        assertEquals(Duration.ZERO, silent(30));
    }

    /** Who holds messages back, and lets one through now and then, gains nothing but that somebody seems to speak. */
    @Test
    void whatComesLateMakesNothingFresh() {
        told(1005, 5);
        told(1006, 55);
        assertEquals(Duration.ofSeconds(49), silent(55));
        told(1007, 100);
        assertEquals(Duration.ofSeconds(93), silent(100));
    }

    @Test
    void aClockOfThePrimaryThatIsSetBackIsNoLateMessage() {
        told(1005, 5);
        told(406, 6);
        assertEquals(Duration.ofSeconds(10), silent(16));
    }

    @Test
    void aClockOfThePrimaryThatIsSetForwardAndBackIsNone() {
        told(1005, 5);
        told(4606, 6);
        assertEquals(Duration.ofSeconds(1), silent(7));
        told(1008, 8);
        assertEquals(Duration.ofSeconds(1), silent(9));
    }

    @Test
    void doubtSaysNothing() {
        told(1005, 5);
        fed = fed.next(level(0), at(20));
        assertEquals(Duration.ofSeconds(25), silent(30));
        told(1031, 31);
        assertEquals(Duration.ZERO, silent(31));
    }

    @Test
    void anotherPrimaryHasAnotherClock() {
        told(1005, 5);
        fed = fed.next(secondary(new Claim(2, "ap"), 500), at(30));
        assertEquals(Duration.ofSeconds(10), silent(40));
        assertFalse(fed.by(REFUSE, at(40)).refuses());
    }

    @Test
    void aNodeThatHasHeardNothingRefusesSoonAndServesOnceItHears() {
        assertFalse(fed.by(REFUSE, at(10)).refuses());
        assertEquals(true, fed.by(REFUSE, at(11)).refuses());
        assertFalse(
                fed.by(new StalePolicy(REFUSE.most(), false), at(11)).isStale(), "it serves, and does not know better");
        told(1012, 12);
        assertFalse(fed.by(REFUSE, at(72)).refuses());
    }

    private void told(long level, long now) {
        fed = fed.next(level(level), at(now));
    }

    private Duration silent(long now) {
        return fed.by(REFUSE, at(now)).silent();
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds - 77).toNanos();
    }

    private static RealmState level(long seconds) {
        return secondary(new Claim(1, "eu"), seconds);
    }

    private static RealmState secondary(Claim claim, long seconds) {
        Position position = new Position(1, 7);
        return new Secondary(
                Realm.named("id", "acme", null),
                claim,
                URI.create("https://eu.example.com"),
                Course.at(position),
                ReplicaStatus.ACTIVE,
                new Feed("stream", position, Instant.EPOCH, Instant.ofEpochSecond(seconds), null, null));
    }
}
