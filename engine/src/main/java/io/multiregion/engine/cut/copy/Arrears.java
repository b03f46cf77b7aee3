package io.multiregion.engine.cut.copy;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is in the journal for a replica, some of it at a time: it may be a million. Methods work in the caller's transaction. */
public final class Arrears {

    private static final int IDS_PER_QUERY = 500;

    private static final String CHANGED =
            "select KIND, RESOURCE_ID, min(coalesce(SINCE, COMMITTED_AT)) from MR_JOURNAL where REALM_ID = ? and SEQUENCE > ?";

    private static final String EACH = " group by KIND, RESOURCE_ID order by KIND, RESOURCE_ID";

    private Arrears() {}

    private static Change change(ResultSet row) throws SQLException {
        return new Change(new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)), row.getLong(3));
    }

    /** The resources of some kinds with an entry past a sequence, once each, and no more than {@code most}. */
    public static List<Change> after(Connection connection, String realmId, long sequence, Set<Kind> kinds, int most)
            throws SQLException {
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<Object> bound = new ArrayList<>(List.of(realmId, sequence));
        kinds.forEach(kind -> bound.add(kind.name()));
        bound.add(most);
        String select = CHANGED + " and KIND in (?" + ", ?".repeat(kinds.size() - 1) + ")" + EACH;
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
        String select = "select ID from MR_JOURNAL where REALM_ID = ? and (SEQUENCE is null or SEQUENCE > ?)";
        return Sql.list(connection, Dialect.of(connection).first(select), row -> 1, realmId, sequence, many + 1)
                        .size()
                > many;
    }

    /** Of some resources of a kind, those with an entry past a sequence, or without one: they are still to be shipped. */
    public static Set<String> pending(Connection connection, String realmId, Kind kind, List<String> ids, long sequence)
            throws SQLException {
        Set<String> pending = new HashSet<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY));
            List<Object> bound = new ArrayList<>(List.of(realmId, kind.name(), sequence));
            bound.addAll(some);
            pending.addAll(Sql.list(
                    connection,
                    "select RESOURCE_ID from MR_JOURNAL where REALM_ID = ? and KIND = ?"
                            + " and (SEQUENCE is null or SEQUENCE > ?) and RESOURCE_ID in (?"
                            + ", ?".repeat(some.size() - 1)
                            + ")",
                    row -> row.getString(1),
                    bound.toArray()));
        }
        return pending;
    }
}
