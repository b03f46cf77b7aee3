package io.multiregion.engine.journal;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What a replica still lacks. */
final class Depth {

    private static final String GIVEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE > ?";
    private static final String OPEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null";

    /** That of the index, so that none is sorted. */
    private static final String ORDER = " order by REALM_ID, SEQUENCE, ID";

    private Depth() {}

    /** The resources with an entry past a sequence, once each. */
    static List<Change> after(Connection connection, String realmId, long sequence) throws SQLException {
        return Sql.list(
                connection,
                "select KIND, RESOURCE_ID, min(coalesce(SINCE, COMMITTED_AT))" + GIVEN
                        + " group by KIND, RESOURCE_ID order by KIND, RESOURCE_ID",
                Depth::change,
                realmId,
                sequence);
    }

    /** A row of kind, id and time. */
    static Change change(ResultSet row) throws SQLException {
        return new Change(new ResourceKey(Kind.valueOf(row.getString(1)), row.getString(2)), row.getLong(3));
    }

    /** How much it is: at a cost that does not depend on how much. */
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

    private static String count(Dialect dialect, String of) {
        return "select count(*) from (" + dialect.first("select ID" + of + ORDER) + ") few";
    }

    /** An entry with a lower number began earlier. */
    private static String oldest(Dialect dialect, String of) {
        return dialect.first("select coalesce(SINCE, COMMITTED_AT)" + of + ORDER);
    }
}
