package io.multiregion.engine.overview;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.journal.Journal.Backlog;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.overview.RealmListRepresentation.Realm;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.vitals.Condition;
import io.multiregion.engine.vitals.Facts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All replicated realms of this region at once: as many statements for a thousand of them as for one. */
public final class RealmList {

    /** More are not given at once. */
    public static final int MOST = 1000;

    /**
     * Which realms are asked for.
     *
     * @param search a part of their names, in any case; null for all
     * @param state their word; null for all
     * @param first how many of them are passed over
     * @param max how many are wanted
     */
    public record Wanted(String search, String state, int first, int max) {

        private boolean isNamed(Realm realm) {
            return search == null || realm.realm().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
        }

        private boolean isInState(Realm realm) {
            return state == null || state.isEmpty() || realm.state().equals(state);
        }
    }

    private record Copy(String cursor, boolean doubted) {}

    private record Rows(
            Map<String, RealmState> realms,
            Map<String, List<ReplicaState>> replicas,
            Map<Arrears.Stream, Backlog> backlogs,
            Map<String, Copy> copies,
            Map<String, List<String>> members,
            Map<String, Long> divergences) {}

    private final String region;
    private final Connections connections;
    private final Clock clock;

    /** @param region this region's name */
    public RealmList(String region, Connections connections, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.clock = clock;
    }

    /** Those that are asked for. Works on threads without a transaction. */
    public RealmListRepresentation list(Wanted wanted) {
        Rows rows = connections.transaction(RealmList::read);
        long now = clock.millis();
        List<Realm> named = rows.realms().values().stream()
                .map(realm -> realm.isPrimary() ? led(realm, rows, now) : copied(realm, rows, now))
                .filter(wanted::isNamed)
                .sorted(Comparator.comparing(Realm::realm))
                .toList();
        List<Realm> found = named.stream().filter(wanted::isInState).toList();
        return new RealmListRepresentation(
                found.size(),
                named.stream().collect(Collectors.groupingBy(Realm::state, TreeMap::new, Collectors.counting())),
                found.stream()
                        .skip(Math.max(0, wanted.first()))
                        .limit(Math.max(0, Math.min(MOST, wanted.max())))
                        .toList());
    }

    private static Rows read(Connection connection) throws SQLException {
        Map<String, Copy> copies = new HashMap<>();
        Sql.list(
                        connection,
                        "select REALM_ID, COPY_CURSOR, COMPARE from MR_STREAM",
                        row -> Map.entry(
                                row.getString(1),
                                new Copy(
                                        Objects.requireNonNullElse(row.getString(2), Batch.COPY_START),
                                        row.getInt(3) != 0)))
                .forEach(copy -> copies.put(copy.getKey(), copy.getValue()));
        return new Rows(
                RealmRows.replicated(connection),
                ReplicaRows.all(connection).stream().collect(Collectors.groupingBy(ReplicaState::realmId)),
                Arrears.ofAll(connection),
                copies,
                members(connection),
                DivergenceRows.open(connection));
    }

    private static Map<String, List<String>> members(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        "select REALM_ID, REGION from MR_MEMBER order by REGION",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Realm led(RealmState realm, Rows rows, long now) {
        Condition worst = Condition.PRIMARY;
        long lag = 0;
        long behind = 0;
        List<ReplicaState> replicas = rows.replicas().getOrDefault(realm.realmId(), List.of());
        for (ReplicaState replica : replicas) {
            Backlog backlog =
                    rows.backlogs().getOrDefault(new Arrears.Stream(replica.realmId(), replica.region()), Backlog.NONE);
            long age = backlog.age(now);
            worst = worst.orWorse(Condition.of(Facts.ofReplica(realm, replica, age, now)));
            lag = Math.max(lag, age);
            behind = Math.max(behind, backlog.entries());
        }
        return new Realm(
                realm.realmName(),
                "PRIMARY",
                realm.primaryRegion(),
                worst.name(),
                lag,
                behind,
                rows.divergences().getOrDefault(realm.realmId(), 0L),
                replicas.stream().map(ReplicaState::region).toList());
    }

    private Realm copied(RealmState realm, Rows rows, long now) {
        Copy copy = rows.copies().getOrDefault(realm.realmId(), new Copy(Batch.COPY_START, false));
        Condition condition = Condition.of(Facts.ofCopy(realm, copy.cursor(), copy.doubted(), now));
        List<String> others = rows.members().getOrDefault(realm.realmId(), List.of()).stream()
                .filter(member -> !member.equals(region) && !member.equals(realm.primaryRegion()))
                .toList();
        return new Realm(
                realm.realmName(),
                "SECONDARY",
                realm.primaryRegion(),
                condition.name(),
                Shown.known(Facts.silence(realm.levelAt().toEpochMilli(), now)),
                null,
                rows.divergences().getOrDefault(realm.realmId(), 0L),
                Stream.concat(Stream.of(realm.primaryRegion()), others.stream()).toList());
    }
}
