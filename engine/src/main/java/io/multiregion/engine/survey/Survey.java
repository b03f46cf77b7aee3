package io.multiregion.engine.survey;

import static java.util.stream.Collectors.toMap;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.metrics.Figure;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.metrics.Reading;
import io.multiregion.engine.node.Tick;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.vitals.Bulletin;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at all realms together for those who watch by metrics. Each node says once a second what its region is to its realms, from memory.
 * The node that ships reads the rest four times a minute, in one transaction. Whoever does not ship shows nothing of that.
 */
public final class Survey implements Tick {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** What a region said longer ago says nothing of how it does now. It speaks every five seconds. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    private static final long NEVER = Long.MIN_VALUE;

    private final String region;
    private final Connections connections;
    private final Topology topology;
    private final Bulletin bulletin;
    private final Observer observer;
    private final Clock clock;
    private volatile long last = NEVER;

    /** @param region this region's name */
    public Survey(
            String region,
            Connections connections,
            Topology topology,
            Bulletin bulletin,
            Observer observer,
            Clock clock) {
        this.region = region;
        this.connections = connections;
        this.topology = topology;
        this.bulletin = bulletin;
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public void tick(boolean leading) {
        Collection<RealmState> realms = topology.all();
        show(Figure.PRIMARY, realms, realm -> Reading.of(realm.isPrimary(), realm.realmName()));
        show(Figure.WRITABLE, realms, realm -> Reading.of(!realm.isReadOnly(), realm.realmName()));
        if (!leading) {
            last = NEVER;
            Figure.ofWhoShips().forEach(figure -> observer.shows(figure, List.of()));
        }
    }

    /** Reads what only the database knows, if it is time. Called on the node that ships, by one thread at a time. */
    public void look() {
        long now = clock.millis();
        if (last != NEVER && Math.abs(now - last) < PAUSE.toMillis()) {
            return;
        }
        last = now;
        Vitals own = bulletin.own();
        Found found = connections.transaction(Found::read);
        replicas(found, now);
        regions(found, own, now);
        show(
                Figure.DIVERGENCE_AGE,
                topology.all().stream()
                        .filter(realm -> found.divergences().containsKey(realm.realmId()))
                        .toList(),
                realm -> Reading.of(since(found.divergences().get(realm.realmId()), now), realm.realmName()));
        observer.shows(
                Figure.JOURNAL_SIZE,
                found.journal().stream().mapToObj(Reading::of).toList());
    }

    private void replicas(Found found, long now) {
        Map<String, String> names = topology.all().stream()
                .filter(RealmState::isPrimary)
                .collect(toMap(RealmState::realmId, RealmState::realmName));
        List<Reading> ages = new ArrayList<>();
        List<Reading> differences = new ArrayList<>();
        List<Reading> drills = new ArrayList<>();
        for (ReplicaState replica : found.replicas()) {
            String realm = names.get(replica.realmId());
            if (realm != null) {
                Optional<VerificationRows.Result> result = Optional.ofNullable(
                        found.verified().get(new VerificationRows.Of(replica.realmId(), replica.region())));
                double age = result.map(one -> since(one.at(), now)).orElse(Double.POSITIVE_INFINITY);
                ages.add(Reading.of(age, replica.region(), realm));
                result.ifPresent(one -> differences.add(Reading.of(one.differences(), replica.region(), realm)));
                found.drills()
                        .seconds(replica, now)
                        .ifPresent(overdue -> drills.add(Reading.of(overdue, replica.region(), realm)));
            }
        }
        observer.shows(Figure.VERIFY_AGE, ages);
        observer.shows(Figure.VERIFY_DIFFERENCES, differences);
        observer.shows(Figure.DRILL_OVERDUE, drills);
    }

    private void regions(Found found, Vitals own, long now) {
        List<Reading> skews = new ArrayList<>();
        List<Reading> keys = new ArrayList<>();
        keys.add(Reading.of(own.keysUsable(), region));
        found.regions().forEach((other, said) -> {
            if (Math.abs(now - said.at()) <= FRESH.toMillis()) {
                said.skew().ifPresent(skew -> skews.add(Reading.of(skew, other)));
                keys.add(Reading.of(said.keysUsable(), other));
            }
        });
        observer.shows(Figure.CLOCK_SKEW, skews);
        observer.shows(Figure.KEYS_USABLE, keys);
    }

    private void show(Figure figure, Collection<RealmState> realms, Function<RealmState, Reading> reading) {
        observer.shows(figure, realms.stream().map(reading).toList());
    }

    private static double since(long at, long now) {
        return Math.max(0, now - at) / 1000.0;
    }
}
