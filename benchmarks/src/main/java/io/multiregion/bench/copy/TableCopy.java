package io.multiregion.bench.copy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * What {@code pg_dump --data-only | psql} does, without these two programs (a pg_dump refuses newer servers than itself): COPY TO STDOUT on
 * one side and COPY FROM STDIN on the other, piped, table by table, in one transaction on either side.
 */
final class TableCopy {

    private static final List<String> PARENTS_FIRST =
            List.of("user_entity", "credential", "user_attribute", "user_role_mapping", "user_group_membership");

    private final Connection from;
    private final Connection to;

    TableCopy(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /** Copies the users' tables and returns how many rows they had. */
    long run() throws SQLException, IOException {
        from.setAutoCommit(false);
        to.setAutoCommit(false);
        long rows = 0;
        for (var table : PARENTS_FIRST) {
            rows += copy(table);
        }
        to.commit();
        from.commit();
        from.setAutoCommit(true);
        to.setAutoCommit(true);
        return rows;
    }

    private long copy(String table) throws SQLException, IOException {
        var columns = columns(table);
        var sink = new PipedOutputStream();
        try (var source = new PipedInputStream(sink, 1 << 20)) {
            var reading = CompletableFuture.runAsync(() -> read(table + columns, sink));
            long rows = new CopyManager(to.unwrap(BaseConnection.class))
                    .copyIn("copy " + table + columns + " from stdin", source);
            reading.join();
            return rows;
        }
    }

    private void read(String tableWithColumns, PipedOutputStream sink) {
        try (sink) {
            new CopyManager(from.unwrap(BaseConnection.class)).copyOut("copy " + tableWithColumns + " to stdout", sink);
        } catch (SQLException | IOException e) {
            throw new CompletionException(e);
        }
    }

    private String columns(String table) throws SQLException {
        try (var select =
                from.prepareStatement("select '(' || string_agg(quote_ident(attname), ',' order by attnum) || ')'"
                        + " from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped")) {
            select.setString(1, table);
            try (var found = select.executeQuery()) {
                found.next();
                return found.getString(1);
            }
        }
    }
}
