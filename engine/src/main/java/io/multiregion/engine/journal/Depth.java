package io.multiregion.engine.journal;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** What a replica still lacks, looked up at a cost that does not depend on how much that is. */
final class Depth {

    private static final String GIVEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE > ?";
    private static final String OPEN = " from MR_JOURNAL where REALM_ID = ? and SEQUENCE is null";

    /** That of the index, so that none is sorted. */
    private static final String ORDER = " order by REALM_ID, SEQUENCE, ID";

    private Depth() {}

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
