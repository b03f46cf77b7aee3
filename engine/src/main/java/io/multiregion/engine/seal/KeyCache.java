package io.multiregion.engine.seal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Keeps so many keys for so long; those not used for the longest time go first. A key that goes is dropped. */
public final class KeyCache<N, K> {

    private record Kept<K>(K key, long since) {}

    private final int most;
    private final long nanos;
    private final LongSupplier now;
    private final Consumer<K> drop;
    private final LinkedHashMap<N, Kept<K>> keys = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param now nanoseconds that never go back
     * @param drop makes a key useless; called once for each
     */
    public KeyCache(int most, Duration time, LongSupplier now, Consumer<K> drop) {
        this.most = most;
        this.nanos = time.toNanos();
        this.now = now;
        this.drop = drop;
    }

    public synchronized Optional<K> get(N name) {
        dropOld();
        return Optional.ofNullable(keys.get(name)).map(Kept::key);
    }

    public synchronized void put(N name, K key) {
        dropOld();
        Kept<K> before = keys.put(name, new Kept<>(key, now.getAsLong()));
        if (before != null) {
            drop.accept(before.key());
        }
        if (keys.size() > most) {
            Iterator<Map.Entry<N, Kept<K>>> eldest = keys.entrySet().iterator();
            drop.accept(eldest.next().getValue().key());
            eldest.remove();
        }
    }

    /** All of them, at every use: there are few, and none lies around for longer than it is used. */
    private void dropOld() {
        long at = now.getAsLong();
        keys.values().removeIf(kept -> {
            boolean old = at - kept.since() >= nanos;
            if (old) {
                drop.accept(kept.key());
            }
            return old;
        });
    }
}
