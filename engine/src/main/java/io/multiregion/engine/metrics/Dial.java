package io.multiregion.engine.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * All gauges with one name. A gauge is there as long as something is shown of what it is of, and says nothing (NaN) once that is old: the
 * node may not reach its database, and nothing is worse than a good figure of yesterday. Safe for use by several threads.
 */
final class Dial {

    /** What is looked at most seldom is looked at eight times in this. */
    static final Duration LASTS = Duration.ofMinutes(2);

    private final class Needle {
        private volatile double value;
        private volatile long at;
        private final Gauge gauge;

        private Needle(Tags tags) {
            // the needle must not be collected while the gauge is there
            gauge = Gauge.builder(name, this, Needle::read)
                    .tags(tags)
                    .strongReference(true)
                    .register(meters);
        }

        private void show(double now) {
            at = nanos.getAsLong();
            value = now;
        }

        private double read() {
            return nanos.getAsLong() - at > LASTS.toNanos() ? Double.NaN : value;
        }
    }

    private final MeterRegistry meters;
    private final String name;
    private final LongSupplier nanos;
    private final Map<Tags, Needle> needles = new HashMap<>();
    private final Map<Figure, Set<Tags>> shown = new EnumMap<>(Figure.class);

    /** @param nanos a clock that never goes back */
    Dial(MeterRegistry meters, String name, LongSupplier nanos) {
        this.meters = meters;
        this.name = name;
        this.nanos = nanos;
    }

    /** Shows all that a figure is now; what others show under the same name stays. */
    synchronized void show(Figure figure, Map<Tags, Double> now) {
        if (now.isEmpty() && !shown.containsKey(figure)) {
            return;
        }
        now.forEach((tags, value) -> needles.computeIfAbsent(tags, Needle::new).show(value));
        if (now.isEmpty()) {
            shown.remove(figure);
        } else {
            shown.put(figure, Set.copyOf(now.keySet()));
        }
        keep(shown.values());
    }

    private void keep(Collection<Set<Tags>> wanted) {
        Set<Tags> all = wanted.stream().flatMap(Set::stream).collect(Collectors.toCollection(HashSet::new));
        needles.entrySet().removeIf(needle -> {
            boolean gone = !all.contains(needle.getKey());
            if (gone) {
                meters.remove(needle.getValue().gauge);
            }
            return gone;
        });
    }
}
