package io.multiregion.engine.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Counts into Micrometer, which Keycloak shows on {@code /metrics}. Names carry their unit; {@code source} and {@code target} are
 * regions, {@code realm} is a realm's name.
 */
public final class MeterObserver implements Observer {

    private static final String CERTIFICATES = "multiregion.certificate.expiry.seconds";

    private static final String SILENCE = "multiregion.silence.seconds";
    private static final String STALE = "multiregion.stale";

    private final MeterRegistry meters;
    private final String region;
    // gauges read NaN once what they read is collected: these hold it
    private final Map<Tags, AtomicLong> lagMillis = new ConcurrentHashMap<>();
    private final Map<Tags, AtomicLong> lagResources = new ConcurrentHashMap<>();
    private final Map<Tags, AtomicLong> certificateSeconds = new ConcurrentHashMap<>();
    private final Map<Tags, AtomicLong> silenceSeconds = new ConcurrentHashMap<>();
    private final Map<Tags, AtomicLong> stale = new ConcurrentHashMap<>();

    public MeterObserver(MeterRegistry meters, String region) {
        this.meters = meters;
        this.region = region;
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
        meters.counter("multiregion.ship.failures", tags(region, target, realm)).increment();
    }

    @Override
    public void applied(String source, String realm, long rows) {
        Tags tags = tags(source, region, realm);
        meters.counter("multiregion.applied.batches", tags).increment();
        meters.counter("multiregion.applied.rows", tags).increment(rows);
    }

    @Override
    public void receiveFailed(String reason) {
        meters.counter("multiregion.receive.failures", "reason", reason).increment();
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
    public void drilled(String target, String realm, boolean passed) {
        Tags tags = tags(region, target, realm).and("result", passed ? "passed" : "failed");
        meters.counter("multiregion.drills", tags).increment();
    }

    @Override
    public void lag(String target, String realm, long millis, long resources) {
        Tags tags = tags(region, target, realm);
        gauge("multiregion.lag.milliseconds", lagMillis, tags).set(millis);
        gauge("multiregion.journal.depth.resources", lagResources, tags).set(resources);
    }

    @Override
    public void certificates(Map<String, Long> secondsLeft) {
        remove(
                CERTIFICATES,
                certificateSeconds,
                secondsLeft.keySet().stream().map(of -> Tags.of("region", of)).collect(Collectors.toSet()));
        secondsLeft.forEach((of, seconds) ->
                gauge(CERTIFICATES, certificateSeconds, Tags.of("region", of)).set(seconds));
    }

    @Override
    public void silences(Collection<Silence> all) {
        Map<Tags, Silence> now = new HashMap<>();
        all.forEach(one -> now.put(tags(one.source(), region, one.realm()), one));
        remove(SILENCE, silenceSeconds, now.keySet());
        remove(STALE, stale, now.keySet());
        now.forEach((tags, one) -> {
            gauge(SILENCE, silenceSeconds, tags).set(one.seconds());
            gauge(STALE, stale, tags).set(one.stale() ? 1 : 0);
        });
    }

    private void remove(String name, Map<Tags, AtomicLong> held, Set<Tags> kept) {
        held.keySet().removeIf(tags -> {
            boolean gone = !kept.contains(tags);
            if (gone) {
                meters.find(name).tags(tags).meters().forEach(meters::remove);
            }
            return gone;
        });
    }

    private AtomicLong gauge(String name, Map<Tags, AtomicLong> held, Tags tags) {
        return held.computeIfAbsent(tags, key -> meters.gauge(name, key, new AtomicLong()));
    }

    private static Tags tags(String source, String target, String realm) {
        return Tags.of("source", source, "target", target, "realm", realm);
    }
}
