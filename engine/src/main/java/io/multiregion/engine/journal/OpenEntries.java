package io.multiregion.engine.journal;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of the journal that have no sequence yet. While no region takes a realm's changes they pile up, one for each change; but a
 * resource needs one only. So the node that ships folds them, in short transactions that no writer waits for: the first entry of a
 * resource stays, and stands for the later ones. Used by one thread at a time.
 */
public final class OpenEntries {

    /** With fewer than this the next cut is as good. */
    private static final int WORTH_IT = 1000;

    private static final int STEP = 500;

    private record Entry(long id, ResourceKey resource, long committedAt) {}

    private record Fold(long kept, List<Entry> later) {
        Entry latest() {
            return later.get(later.size() - 1);
        }
    }

    /** How far it is: through what is new, and a little later again, for those who committed late. */
    private static final class Progress {
        private long fresh;
        private long again;
    }

    private final Connections connections;
    private final Map<String, Progress> progress = new HashMap<>();

    public OpenEntries(Connections connections) {
        this.connections = connections;
    }

    /**
     * Folds some of a realm's entries.
     *
     * @param open how many there are
     * @param time after which no step is begun
     */
    public void fold(String realmId, long open, Duration time) {
        if (open < WORTH_IT) {
            progress.remove(realmId);
            return;
        }
        Progress soFar = progress.computeIfAbsent(realmId, id -> new Progress());
        long end = System.nanoTime() + time.toNanos();
        boolean more = true;
        while (more && System.nanoTime() - end < 0) {
            long reached = step(realmId, soFar.fresh);
            more = reached > 0;
            soFar.fresh = more ? reached : soFar.fresh;
        }
        soFar.again = step(realmId, soFar.again);
    }

    /** Folds the next ones after an id, and returns the last one's id; 0 if there are no more than these. */
    private long step(String realmId, long after) {
        return connections.transaction(connection -> {
            List<Entry> next = next(connection, realmId, after);
            if (!next.isEmpty()) {
                fold(connection, realmId, next);
            }
            return next.size() < STEP ? 0 : next.get(next.size() - 1).id();
        });
    }

    private static List<Entry> next(Connection connection, String realmId, long after) throws SQLException {
        return Sql.list(
                connection,
                Dialect.of(connection)
                        .first(
                                "select ID, KIND, RESOURCE_ID, COMMITTED_AT from MR_JOURNAL"
                                        + " where REALM_ID = ? and SEQUENCE is null and ID > ? order by REALM_ID, SEQUENCE, ID"),
                row -> new Entry(
                        row.getLong(1),
                        new ResourceKey(Kind.valueOf(row.getString(2)), row.getString(3)),
                        row.getLong(4)),
                realmId,
                after,
                STEP);
    }

    private static void fold(Connection connection, String realmId, List<Entry> next) throws SQLException {
        Map<ResourceKey, List<Entry>> byResource = new LinkedHashMap<>();
        next.forEach(entry -> byResource
                .computeIfAbsent(entry.resource(), key -> new ArrayList<>())
                .add(entry));
        Map<ResourceKey, Long> first = first(
                connection,
                realmId,
                byResource.keySet().stream().map(ResourceKey::id).distinct().toList());
        List<Fold> folds = new ArrayList<>();
        byResource.forEach((resource, entries) -> {
            List<Entry> later = entries.stream()
                    .filter(entry -> entry.id() > first.getOrDefault(resource, Long.MAX_VALUE))
                    .toList();
            if (!later.isEmpty()) {
                folds.add(new Fold(first.get(resource), later));
            }
        });
        fold(connection, folds);
    }

    /** What got a sequence meanwhile stands for nothing that came after it. */
    private static void fold(Connection connection, List<Fold> folds) throws SQLException {
        int[] standing = Sql.counted(
                connection,
                Journal.STAND,
                folds.stream()
                        .map(fold -> new Object[] {fold.latest().committedAt(), fold.kept()})
                        .toList());
        List<Object[]> gone = new ArrayList<>();
        for (int i = 0; i < standing.length; i++) {
            if (standing[i] == 1) {
                folds.get(i).later().forEach(entry -> gone.add(new Object[] {entry.id()}));
            }
        }
        Sql.batch(connection, Journal.STOOD_FOR, gone);
    }

    private static Map<ResourceKey, Long> first(Connection connection, String realmId, List<String> ids)
            throws SQLException {
        List<Object> bound = new ArrayList<>(List.of(realmId));
        bound.addAll(ids);
        Map<ResourceKey, Long> first = new HashMap<>();
        Sql.list(
                connection,
                "select KIND, RESOURCE_ID, min(ID) from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null and RESOURCE_ID in "
                        + Sql.places(ids.size()) + " group by KIND, RESOURCE_ID",
                row -> first.put(new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)), row.getLong(3)),
                bound.toArray());
        return first;
    }
}
