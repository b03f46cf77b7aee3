package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Own connections to the region's database, outside any JTA transaction: only on threads that have none, since Agroal enlists a
 * connection in the transaction of its thread and then refuses to commit it. No message is sent while one is open ({@link Held}).
 */
@FunctionalInterface
public interface Connections {

    /** A connection in auto-commit mode; the caller closes it. Blocks while the pool is exhausted. */
    Connection open() throws SQLException;

    /** Work to do in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Work without a result, to do in one transaction. */
    @FunctionalInterface
    interface Act {
        void in(Connection connection) throws SQLException;
    }

    /** As {@link #transaction}, without a result. */
    default void run(Act act) {
        transaction(connection -> {
            act.in(connection);
            return null;
        });
    }

    /**
     * Does the work in one transaction, each statement of which sees what is committed by then: committed on return, so that no crash of
     * the database takes it back, with all that it had seen; rolled back on a throw.
     */
    default <T> T transaction(Work<T> work) {
        try (Connection connection = open()) {
            Dialect.of(connection).isolate(connection);
            return transaction(connection, work);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Reads rows that none but {@link #transaction} writes: what is read is there after a crash, too. Each statement sees what is committed
     * by then, and is all that goes to the database: nothing is begun, and nothing ended.
     */
    default <T> T read(Work<T> work) {
        Held.oneMore();
        try (Connection connection = open()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            Held.oneLess();
        }
    }

    /** Does the work against one snapshot: every read sees the database as of the first one. */
    default <T> T snapshot(Work<T> work) {
        try (Connection connection = open()) {
            Dialect dialect = Dialect.of(connection);
            dialect.beginSnapshots(connection);
            try {
                return transaction(connection, work);
            } finally {
                dialect.endSnapshots(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        Held.oneMore();
        try {
            T result = work.in(connection);
            // what another region is told or asked must be true after a crash, too
            Dialect.of(connection).durable(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            Held.oneLess();
            connection.setAutoCommit(true);
        }
    }
}
