package io.multiregion.engine.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A gauge is there as long as it is measured, and says nothing once that is old. */
final class DialTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final MeterObserver observer = new MeterObserver(meters, "eu", nanos::get);

    @Test
    void whatIsNotShownAnyMoreIsGone() {
        observer.shows(Figure.LAG, List.of(Reading.of(1, "us", "shop"), Reading.of(2, "ap", "shop")));
        observer.shows(Figure.LAG, List.of(Reading.of(3, "ap", "shop")));
        assertNull(gauge("us"));
        assertEquals(3, gauge("ap").value());
        observer.shows(Figure.LAG, List.of());
        assertNull(gauge("ap"));
    }

    /** The role moves: for a second the way there and the way back have the same ends. */
    @Test
    void twoFiguresOfOneNameLeaveEachOtherAlone() {
        observer.shows(Figure.LAG, List.of(Reading.of(1, "us", "shop")));
        observer.shows(Figure.LAG_BACK, List.of(Reading.of(2, "us", "shop")));
        assertEquals(2, gauge("us").value());
        observer.shows(Figure.LAG, List.of());
        assertEquals(2, gauge("us").value());
        observer.shows(Figure.LAG_BACK, List.of());
        assertNull(gauge("us"));
    }

    /** A node that does not reach its database measures nothing, and tells nobody. */
    @Test
    void whatIsOldSaysNothing() {
        observer.shows(Figure.SILENCE, List.of(Reading.of(1, "us", "shop")));
        nanos.addAndGet(Dial.LASTS.toNanos());
        Gauge silence = meters.get("multiregion.silence.seconds").gauge();
        assertEquals(1, silence.value());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertEquals(Double.NaN, silence.value());
        observer.shows(Figure.SILENCE, List.of(Reading.of(2, "us", "shop")));
        assertEquals(2, silence.value());
    }

    /** One that comes to be with the first failure has never grown, as Prometheus sees it. */
    @Test
    void countersOfFailuresBeginAtNothing() {
        observer.shows(Figure.LAG, List.of(Reading.of(1, "us", "shop")));
        assertEquals(0, meters.get("multiregion.ship.failures").counter().count());
        assertEquals(
                NotTaken.values().length,
                meters.find("multiregion.receive.failures").counters().size());
    }

    private Gauge gauge(String target) {
        return meters.find("multiregion.lag.milliseconds").tag("target", target).gauge();
    }
}
