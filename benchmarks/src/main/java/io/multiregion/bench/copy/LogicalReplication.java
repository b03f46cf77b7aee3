package io.multiregion.bench.copy;

import io.multiregion.lab.database.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** The peer of the lag: PostgreSQL's own replication of the same rows from the primary's database to another server. */
final class LogicalReplication {

    private static final String READY = "select count(*) filter (where srsubstate <> 'r') = 0 from pg_subscription_rel";

    private final Database from;
    private final Database to;

    LogicalReplication(Database from, Database to) {
        this.from = from;
        this.to = to;
    }

    /** Starts it, and waits until what is there already has been copied. */
    void start() throws SQLException, InterruptedException {
        try (var source = from.connect();
                var target = to.connect()) {
            var schema = Schema.of(source);
            schema.createTables(target);
            schema.createConstraintsAndIndexes(target);
            execute(source, "create publication bench for table " + String.join(", ", Schema.keyedTables(source)));
            var url = java.net.URI.create(source.getMetaData().getURL().substring("jdbc:".length()));
            execute(
                    target,
                    "create subscription bench connection 'host=127.0.0.1 port=" + url.getPort()
                            + " dbname=postgres user=postgres password=postgres' publication bench");
            while (!ready(target)) {
                Thread.sleep(100);
            }
        }
    }

    private static boolean ready(Connection target) throws SQLException {
        try (var statement = target.createStatement();
                var found = statement.executeQuery(READY)) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
