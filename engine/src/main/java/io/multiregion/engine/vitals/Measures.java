package io.multiregion.engine.vitals;

import io.multiregion.engine.chronicle.Counts;
import io.multiregion.engine.chronicle.MinuteRows.Minute;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the replicas of this region's realms do, in the memory of the node that ships: what it measures each second, and what becomes of that
 * in a minute. Other nodes read the minutes in the database.
 */
public final class Measures {

    private static final long MINUTE = 60_000;

    private record Key(String realmId, String region) {}

    private static final class Series {
        private Measure last;
        private Counts counts = new Counts();
        private long most;
        private long minute;
        private long slowest;
    }

    private final Map<Key, Series> series = new LinkedHashMap<>();

    /** A change was confirmed so long after its commit. */
    public synchronized void confirmed(String realmId, String region, long millis) {
        Series one = series.get(new Key(realmId, region));
        if (one != null) {
            one.slowest = Math.max(one.slowest, millis);
        }
    }

    /**
     * Notes what was measured of a replica this second.
     *
     * @return the minute that is over, or that begins a series, to be written
     */
    public synchronized Optional<Minute> note(Measure measure, long now) {
        Key key = new Key(measure.realmId(), measure.region());
        long minute = now / MINUTE;
        Series one = series.get(key);
        if (one == null) {
            one = new Series();
            one.minute = minute;
            series.put(key, one);
            count(one, measure);
            return Optional.of(minute(measure, minute, null, new Counts(), now));
        }
        Optional<Minute> over = minute == one.minute
                ? Optional.empty()
                : Optional.of(minute(measure, one.minute, one.most, one.counts, now));
        if (over.isPresent()) {
            one.minute = minute;
            one.most = 0;
            one.counts = new Counts();
        }
        count(one, measure);
        return over;
    }

    private static Minute minute(Measure end, long minute, Long most, Counts counts, long now) {
        return new Minute(end.realmId(), end.region(), minute, most, counts, end.behind(), end.copied(), now);
    }

    private static void count(Series one, Measure measure) {
        long lag = Math.max(measure.lagMillis(), one.slowest);
        one.slowest = 0;
        one.most = Math.max(one.most, lag);
        one.counts.add(lag);
        one.last = measure;
    }

    /** What was last measured of a replica, if this node has measured any. */
    public synchronized Optional<Measure> last(String realmId, String region) {
        return Optional.ofNullable(series.get(new Key(realmId, region))).map(one -> one.last);
    }

    /** What was last measured of the replicas of some realms in other regions than one. */
    public synchronized List<Measure> others(Collection<String> realmIds, String than) {
        Set<String> asked = new HashSet<>(realmIds);
        return series.entrySet().stream()
                .filter(entry -> asked.contains(entry.getKey().realmId())
                        && !entry.getKey().region().equals(than))
                .map(entry -> entry.getValue().last)
                .toList();
    }

    /** Only these replicas are left. */
    public synchronized void keep(Map<String, Set<String>> regionsByRealm) {
        series.keySet()
                .removeIf(key ->
                        !regionsByRealm.getOrDefault(key.realmId(), Set.of()).contains(key.region()));
    }
}
