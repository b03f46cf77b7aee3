package io.multiregion.replication.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Locale;

/**
 * Where database products differ. The only place that knows a product's name; a new product is a new constant here.
 */
public enum Dialect {
    POSTGRESQL {
        @Override
        public String lockForRead(String select) {
            return select + " for share";
        }

        @Override
        public void analyze(Connection connection, Collection<String> tables) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String table : tables) {
                    statement.execute("analyze \"" + table + "\"");
                }
            }
        }

        @Override
        public int bindLimit() {
            return 32_000;
        }
    },
    H2 {
        /** H2 2.4 has no shared row locks: writers of one realm queue here for the last moment before their commit. */
        @Override
        public String lockForRead(String select) {
            return select + " for update";
        }

        @Override
        public void analyze(Connection connection, Collection<String> tables) {
            // H2 keeps its selectivity figures by itself
        }

        @Override
        public int bindLimit() {
            return 32_000;
        }
    };

    /** The select, holding a lock that lets other readers pass but makes an update of the row wait, until the transaction ends. */
    public abstract String lockForRead(String select);

    /** Brings the planner's statistics up to date after a bulk copy: with stale ones the next read took 17 s on PostgreSQL. */
    public abstract void analyze(Connection connection, Collection<String> tables) throws SQLException;

    /** How many parameters one statement may have. */
    public abstract int bindLimit();

    /** @throws IllegalStateException for a product that is not supported, naming the ones that are */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        if (product.contains("postgresql")) {
            return POSTGRESQL;
        }
        if (product.equals("h2")) {
            return H2;
        }
        throw new IllegalStateException("Keycloak Multi-Region does not support the database " + product
                + " yet: use PostgreSQL, or the embedded H2 for a trial");
    }
}
