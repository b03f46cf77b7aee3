package io.multiregion.engine.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts into Micrometer, which Keycloak shows on {@code /metrics}. Names carry their unit; {@code source} and {@code target} are
 * regions, {@code realm} is a realm's name.
 */
public final class MeterObserver implements Observer {

    private final MeterRegistry meters;
    private final String region;
    private final LongSupplier nanos;
    private final Map<String, Dial> dials = new ConcurrentHashMap<>();

    public MeterObserver(MeterRegistry meters, String region) {
        this(meters, region, System::nanoTime);
    }

    /** @param nanos a clock that never goes back */
    MeterObserver(MeterRegistry meters, String region, LongSupplier nanos) {
        this.meters = meters;
        this.region = region;
        this.nanos = nanos;
        // a counter that comes to be with its first failure has never grown, as Prometheus sees it
        for (NotTaken reason : NotTaken.values()) {
            notTaken(reason);
        }
    }

    @Override
    public void shipped(String target, String realm, long rows, long bytes, long millis) {
        Tags tags = tags(region, target, realm);
        meters.counter("multiregion.shipped.batches", tags).increment();
        meters.counter("multiregion.shipped.rows", tags).increment(rows);
        DistributionSummary.builder("multiregion.shipped.size")
                .baseUnit("bytes")
                .tags(tags)
                .register(meters)
                .record(bytes);
        if (millis >= 0) {
            Timer.builder("multiregion.replication.delay")
                    .publishPercentiles(0.5, 0.99)
                    .tags(tags)
                    .register(meters)
                    .record(Duration.ofMillis(millis));
        }
    }

    @Override
    public void shipFailed(String target, String realm) {
        failures(tags(region, target, realm)).increment();
    }

    @Override
    public void applied(String source, String realm, long rows) {
        Tags tags = tags(source, region, realm);
        meters.counter("multiregion.applied.batches", tags).increment();
        meters.counter("multiregion.applied.rows", tags).increment(rows);
    }

    @Override
    public void receiveFailed(NotTaken reason) {
        notTaken(reason).increment();
    }

    @Override
    public void unattributed(String table) {
        meters.counter("multiregion.unattributed.writes", "table", table).increment();
    }

    @Override
    public void unconfirmed(String realm) {
        meters.counter("multiregion.unconfirmed.writes", "realm", realm).increment();
    }

    @Override
    public void shows(Figure figure, Collection<Reading> all) {
        Map<Tags, Double> now = new HashMap<>();
        all.forEach(reading -> now.put(figure.tags(region, reading), reading.value()));
        dials.computeIfAbsent(figure.shown(), name -> new Dial(meters, name, nanos))
                .show(figure, now);
        if (figure == Figure.LAG) {
            now.keySet().forEach(this::failures);
        }
    }

    @Override
    public void drilled(String target, String realm, boolean passed) {
        Tags tags = tags(region, target, realm).and("result", passed ? "passed" : "failed");
        meters.counter("multiregion.drills", tags).increment();
    }

    private Counter notTaken(NotTaken reason) {
        return meters.counter("multiregion.receive.failures", "reason", reason.label());
    }

    private Counter failures(Tags tags) {
        return meters.counter("multiregion.ship.failures", tags);
    }

    private static Tags tags(String source, String target, String realm) {
        return Tags.of("source", source, "target", target, "realm", realm);
    }
}
