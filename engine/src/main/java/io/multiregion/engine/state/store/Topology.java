package io.multiregion.engine.state.store;

import io.multiregion.engine.state.RealmState;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The replicated realms as this node last saw them. Reading costs a map look-up; the rows in the database stay the truth, and
 * whoever must be certain (the writers' fence, the shipper) reads them there, in its own transaction.
 */
public final class Topology {

    private final Supplier<Map<String, RealmState>> rows;
    private final Function<String, Optional<RealmState>> row;
    private volatile Map<String, RealmState> realms = new ConcurrentHashMap<>();
    private volatile long readAt = System.nanoTime();

    /**
     * @param rows reads the states of all replicated realms, by realm id, from the database
     * @param row reads one of them there; empty if the realm is not replicated
     */
    public Topology(Supplier<Map<String, RealmState>> rows, Function<String, Optional<RealmState>> row) {
        this.rows = rows;
        this.row = row;
    }

    /** The state of a realm, or empty if it is not replicated. */
    public Optional<RealmState> of(String realmId) {
        return realmId == null ? Optional.empty() : Optional.ofNullable(realms.get(realmId));
    }

    /** The state of a realm that this region holds a read-only copy of, or empty. */
    public Optional<RealmState> secondary(String realmId) {
        return of(realmId).filter(RealmState::isSecondary);
    }

    /** The state of a realm that takes no writes here: a copy, or a primary that may not use its role now; or empty. */
    public Optional<RealmState> readOnly(String realmId) {
        return of(realmId).filter(RealmState::isReadOnly);
    }

    /** The ids of the realms that take no writes here. */
    public Set<String> readOnlyIds() {
        return all().stream()
                .filter(RealmState::isReadOnly)
                .map(RealmState::realmId)
                .collect(Collectors.toSet());
    }

    public Collection<RealmState> all() {
        return realms.values();
    }

    /** Reads the rows again. Blocks for one query; called every second and after changes made on this node. */
    public synchronized void refresh() {
        realms = new ConcurrentHashMap<>(rows.get());
        readAt = System.nanoTime();
    }

    /** Reads one realm's row again, at a cost that does not grow with the number of realms. Blocks for one query. */
    public synchronized void refresh(String realmId) {
        row.apply(realmId).ifPresentOrElse(state -> realms.put(realmId, state), () -> realms.remove(realmId));
    }

    /** How long ago this node last read the rows. More than a few seconds mean that it does not reach its database. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - readAt);
    }
}
