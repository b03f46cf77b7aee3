package io.multiregion.engine.journal;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What the journal has for a replica: how much, and which, some at a time where it may be a million. In the caller's transaction. */
public final class Arrears {

    private static final String GIVEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE > ?";
    private static final String OPEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null";
    private static final String BOTH = " from MR_JOURNAL where REALM_ID = ? and (SEQUENCE is null or SEQUENCE > ?)";

    private static final String CHANGED = "select KIND, RESOURCE_ID, min(coalesce(SINCE, COMMITTED_AT))" + GIVEN;
    private static final String EACH = " group by KIND, RESOURCE_ID order by KIND, RESOURCE_ID";

    /** That of the index, so that none is sorted. */
    private static final String ORDER = " order by REALM_ID, SEQUENCE, ID";

    /**
     * Where a stream stands, as of one instant.
     *
     * @param open whether changes are committed that have no position yet
     * @param rest whether there may be entries that have one, and not all replicas have acknowledged
     * @param closed whether the realm is handed over, so that no position is given out any more
     */
    public record Head(Position position, boolean open, boolean rest, boolean closed) {

        /** All that was open has a position now. */
        public Head at(Position next) {
            return new Head(next, false, true, closed);
        }
    }

    /** A stream of a realm to a region. */
    public record Stream(String realmId, String region) {}

    private Arrears() {}

    /**
     * Where the stream of a realm stands that this region is the primary of at an epoch; empty if it is not. Asked before a transaction
     * changes the journal: after that H2 gives an {@code exists} the same answer again.
     */
    public static Optional<Head> head(Connection connection, String realmId, long epoch) throws SQLException {
        return Sql.first(
                connection,
                "select s.EPOCH, s.SEQUENCE, case when exists (select 1" + OPEN + ") then 1 else 0 end, s.FLOOR,"
                        + " case when r.STANDING = 'HANDED_OVER' then 1 else 0 end from MR_STREAM s"
                        + " join MR_REALM r on r.REALM_ID = s.REALM_ID"
                        + " where s.REALM_ID = ? and r.ROLE = 'PRIMARY' and r.EPOCH = ?",
                row -> new Head(
                        new Position(row.getLong(1), row.getLong(2)),
                        row.getInt(3) == 1,
                        row.getLong(4) < row.getLong(2),
                        row.getInt(5) == 1),
                realmId,
                realmId,
                epoch);
    }

    /** A row of kind, id and time. */
    static Change change(ResultSet row) throws SQLException {
        return new Change(new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)), row.getLong(3));
    }

    /** The resources with an entry past a sequence, once each. */
    static List<Change> after(Connection connection, String realmId, long sequence) throws SQLException {
        return Sql.list(connection, CHANGED + EACH, Arrears::change, realmId, sequence);
    }

    /** The same, in one statement that looks no further; empty if there are more than so many entries. */
    public static Optional<List<Change>> after(Connection connection, String realmId, long sequence, int many)
            throws SQLException {
        String few = Dialect.of(connection).first("select KIND, RESOURCE_ID, SINCE, COMMITTED_AT" + GIVEN);
        AtomicLong entries = new AtomicLong();
        List<Change> changes = Sql.list(
                connection,
                "select KIND, RESOURCE_ID, min(coalesce(SINCE, COMMITTED_AT)), count(*) from (" + few + ") few" + EACH,
                row -> {
                    entries.addAndGet(row.getLong(4));
                    return change(row);
                },
                realmId,
                sequence,
                many + 1);
        return entries.get() > many ? Optional.empty() : Optional.of(changes);
    }

    /** Those of some kinds, and no more than {@code most}. */
    public static List<Change> after(Connection connection, String realmId, long sequence, Set<Kind> kinds, int most)
            throws SQLException {
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<Object> bound = new ArrayList<>(List.of(realmId, sequence));
        kinds.forEach(kind -> bound.add(kind.name()));
        bound.add(most);
        String select = CHANGED + " and KIND in " + Sql.places(kinds.size()) + EACH;
        return Sql.list(connection, Dialect.of(connection).first(select), Arrears::change, bound.toArray());
    }

    /** The next of them of one kind, by id as the database orders them. */
    public static List<Change> page(
            Connection connection, String realmId, long sequence, Kind kind, String after, int most)
            throws SQLException {
        String select = Dialect.of(connection).first(CHANGED + " and KIND = ? and RESOURCE_ID > ?" + EACH);
        return Sql.list(connection, select, Arrears::change, realmId, sequence, kind.name(), after, most);
    }

    /** Whether there are more entries past a sequence than so many, those without one included. */
    public static boolean isMore(Connection connection, String realmId, long sequence, int many) throws SQLException {
        String select = "select count(*) from (" + Dialect.of(connection).first("select ID" + BOTH) + ") few";
        return Sql.first(connection, select, row -> row.getLong(1), realmId, sequence, many + 1)
                        .orElseThrow()
                > many;
    }

    /** Of some resources of a kind, those with an entry past a sequence, or without one: they are still to be shipped. */
    public static Set<String> pending(Connection connection, String realmId, Kind kind, List<String> ids, long sequence)
            throws SQLException {
        Set<String> pending = new HashSet<>();
        for (List<String> some : Sql.steps(ids)) {
            List<Object> bound = new ArrayList<>(List.of(realmId, sequence, kind.name()));
            bound.addAll(some);
            pending.addAll(Sql.list(
                    connection,
                    "select RESOURCE_ID" + BOTH + " and KIND = ? and RESOURCE_ID in " + Sql.places(some.size()),
                    row -> row.getString(1),
                    bound.toArray()));
        }
        return pending;
    }

    /** How much it is, at a cost that does not depend on how much. */
    static Journal.Backlog past(Connection connection, String realmId, long sequence) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        long most = Journal.Backlog.MOST;
        return Sql.first(
                        connection,
                        "select (" + count(dialect, GIVEN) + "), (" + count(dialect, OPEN) + "), ("
                                + oldest(dialect, GIVEN) + "), (" + oldest(dialect, OPEN) + ")",
                        row -> {
                            long open = row.getLong(2);
                            long given = row.getLong(1);
                            // what has a sequence is older than what has none
                            long oldest = given > 0 ? row.getLong(3) : row.getLong(4);
                            return new Journal.Backlog(Math.min(most, given + open), open, oldest);
                        },
                        realmId,
                        sequence,
                        most,
                        realmId,
                        most,
                        realmId,
                        sequence,
                        1,
                        realmId,
                        1)
                .orElseThrow();
    }

    /** How much each replica of this region's realms lacks, by one statement; those that lack nothing are left out. */
    public static Map<Stream, Journal.Backlog> ofAll(Connection connection) throws SQLException {
        Map<Stream, Journal.Backlog> backlogs = new HashMap<>();
        Sql.list(
                        connection,
                        "select r.REALM_ID, r.REGION, count(*), sum(case when j.SEQUENCE is null then 1 else 0 end),"
                                + " min(coalesce(j.SINCE, j.COMMITTED_AT)) from MR_REPLICA r join MR_JOURNAL j"
                                + " on j.REALM_ID = r.REALM_ID and (j.SEQUENCE is null or j.SEQUENCE > r.SEQUENCE)"
                                + " group by r.REALM_ID, r.REGION",
                        row -> Map.entry(
                                new Stream(row.getString(1), row.getString(2)),
                                new Journal.Backlog(
                                        Math.min(Journal.Backlog.MOST, row.getLong(3)),
                                        Math.min(Journal.Backlog.MOST, row.getLong(4)),
                                        row.getLong(5))))
                .forEach(entry -> backlogs.put(entry.getKey(), entry.getValue()));
        return backlogs;
    }

    private static String count(Dialect dialect, String of) {
        return "select count(*) from (" + dialect.first("select ID" + of + ORDER) + ") few";
    }

    /** An entry with a lower number began earlier. */
    private static String oldest(Dialect dialect, String of) {
        return dialect.first("select coalesce(SINCE, COMMITTED_AT)" + of + ORDER);
    }
}
