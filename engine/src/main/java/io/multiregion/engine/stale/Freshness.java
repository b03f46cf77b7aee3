package io.multiregion.engine.stale;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.metrics.Figure;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.metrics.Reading;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * How fresh this region's copies are, as this node sees it. It looks once a second, and asks nothing of the database between: a request
 * costs a look into a map.
 *
 * <p>Time is this node's own, and nobody sets it: who cuts the link and turns the clock back makes nothing fresh. A node that has just
 * started has heard nothing yet.
 */
public final class Freshness {

    private static final Logger LOG = Logger.getLogger(Freshness.class);

    private final Connections connections;
    private final Topology topology;
    private final Observer observer;
    private final LongSupplier nanos;
    private final Map<String, Feeding> fed = new ConcurrentHashMap<>();
    private final Set<String> stale = ConcurrentHashMap.newKeySet();
    private volatile Map<String, StalePolicy> policies = Map.of();
    private boolean looked;

    /** @param nanos a clock that never goes back, and that no operator sets */
    public Freshness(Connections connections, Topology topology, Observer observer, LongSupplier nanos) {
        this.connections = connections;
        this.topology = topology;
        this.observer = observer;
        this.nanos = nanos;
    }

    /** Looks once, after the topology was read again. Blocks for one query where there are copies. */
    public synchronized void look() {
        long now = nanos.getAsLong();
        Map<String, RealmState> copies = new HashMap<>();
        topology.all().stream().filter(RealmState::isSecondary).forEach(realm -> copies.put(realm.realmId(), realm));
        copies.values()
                .forEach(realm -> fed.merge(
                        realm.realmId(), Feeding.first(realm, now, looked), (known, first) -> known.next(realm, now)));
        looked = true;
        fed.keySet().retainAll(copies.keySet());
        stale.retainAll(copies.keySet());
        if (!copies.isEmpty()) {
            policies = connections.transaction(PolicyRows::all);
            copies.values().forEach(this::say);
        }
        show(Figure.SILENCE, copies.values(), found -> found.silent().toSeconds());
        show(
                Figure.SILENCE_BOUND,
                copies.values(),
                found -> found.policy().most().toSeconds());
        show(Figure.STALE, copies.values(), found -> found.isStale() ? 1 : 0);
    }

    private void show(Figure figure, Collection<RealmState> copies, ToLongFunction<Staleness> value) {
        observer.shows(
                figure,
                copies.stream()
                        .flatMap(realm -> of(realm).stream()
                                .map(found ->
                                        Reading.of(value.applyAsLong(found), realm.primaryRegion(), realm.realmName())))
                        .toList());
    }

    private void say(RealmState realm) {
        of(realm).ifPresent(found -> {
            String primary = realm.primaryRegion();
            if (found.isStale() && stale.add(realm.realmId())) {
                LOG.warnf(
                        "realm %s: %s (%s=%s, %s=%s)",
                        realm.realmName(),
                        found.said(primary),
                        StalePolicy.MOST,
                        found.policy().most(),
                        StalePolicy.THEN,
                        found.policy().then());
            } else if (!found.isStale() && stale.remove(realm.realmId())) {
                LOG.infof("realm %s: this region's copy is level with region %s again", realm.realmName(), primary);
            }
        });
    }

    /** How fresh a copy is; empty for a realm that this region leads, and for a copy that serves nobody anyway. */
    public Optional<Staleness> of(RealmState realm) {
        if (!realm.isSecondary() || realm.status() != ReplicaStatus.ACTIVE) {
            return Optional.empty();
        }
        StalePolicy policy = policies.getOrDefault(realm.realmId(), StalePolicy.USUAL);
        return Optional.ofNullable(fed.get(realm.realmId())).map(feeding -> feeding.by(policy, nanos.getAsLong()));
    }

    /** How fresh a copy is that is stale; empty for all others. */
    public Optional<Staleness> stale(RealmState realm) {
        return of(realm).filter(Staleness::isStale);
    }

    /** Whether a copy serves no end users since it is stale. */
    public boolean refuses(RealmState realm) {
        return of(realm).filter(Staleness::refuses).isPresent();
    }
}
