package io.multiregion.engine.stream;

import io.multiregion.engine.chronicle.MinuteRows;
import io.multiregion.engine.chronicle.MinuteRows.Minute;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.journal.OpenEntries;
import io.multiregion.engine.metrics.Figure;
import io.multiregion.engine.metrics.Reading;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.Home;
import io.multiregion.engine.vitals.Condition;
import io.multiregion.engine.vitals.Facts;
import io.multiregion.engine.vitals.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far the replicas of this region's realms are behind, as its metrics show it. Where that is far, the journal is kept small: it has one
 * entry for each resource, whoever is away.
 */
public final class Lags {

    /** For each realm, in a second. */
    private static final Duration TO_FOLD = Duration.ofMillis(200);

    private final Home home;
    private final OpenEntries open;
    private final Turns turns = new Turns();

    public Lags(Home home) {
        this.home = home;
        this.open = new OpenEntries(home.connections());
    }

    /** Measures all of them. Blocks for a query each, which costs the same whatever is left to ship. Called by one thread at a time. */
    public void measure() {
        Connections connections = home.connections();
        Map<String, Long> openEntries = new LinkedHashMap<>();
        Map<String, Set<String>> measured = new HashMap<>();
        List<Minute> over = new ArrayList<>();
        List<Reading> lags = new ArrayList<>();
        List<Reading> depths = new ArrayList<>();
        for (ReplicaState replica : connections.transaction(ReplicaRows::all)) {
            Journal.Backlog backlog = connections.transaction(connection -> home.journal()
                    .backlog(
                            connection,
                            replica.realmId(),
                            replica.acknowledged().sequence()));
            Optional<RealmState> leading = home.topology().of(replica.realmId()).filter(RealmState::isPrimary);
            if (leading.isPresent()) {
                long lag = backlog.age(home.clock().millis());
                lags.add(Reading.of(lag, replica.region(), leading.get().realmName()));
                depths.add(Reading.of(
                        backlog.entries(), replica.region(), leading.get().realmName()));
                measure(leading.get(), replica, backlog).ifPresent(over::add);
            }
            measured.computeIfAbsent(replica.realmId(), key -> new HashSet<>()).add(replica.region());
            openEntries.merge(replica.realmId(), backlog.open(), Math::min);
        }
        home.observer().shows(Figure.LAG, lags);
        home.observer().shows(Figure.DEPTH, depths);
        home.bulletin().measures().keep(measured);
        turns.keep(measured);
        if (!over.isEmpty()) {
            connections.run(
                    connection -> MinuteRows.put(connection, over, home.clock().millis()));
        }
        openEntries.forEach((realmId, entries) -> open.fold(realmId, entries, TO_FOLD));
    }

    /** The minute that is over. */
    private Optional<Minute> measure(RealmState leading, ReplicaState replica, Journal.Backlog backlog) {
        long now = home.clock().millis();
        Condition condition = Condition.of(Facts.ofReplica(leading, replica, backlog.age(now), now));
        if (turns.isNew(replica, condition)) {
            home.connections().run(connection -> turns.note(connection, replica, condition, now));
        }
        return home.bulletin()
                .measures()
                .note(
                        new Measure(
                                replica.realmId(),
                                replica.region(),
                                condition,
                                backlog.age(now),
                                backlog.entries(),
                                replica.copied(),
                                replica.acknowledged()),
                        now);
    }
}
