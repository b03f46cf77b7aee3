package io.multiregion.replication.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Own connections to the region's database, outside any JTA transaction: only on threads that have none, since Agroal enlists a
 * connection in the transaction of its thread and then refuses to commit it.
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

    /** Does the work in one READ COMMITTED transaction: committed when it returns, rolled back when it throws. */
    default <T> T transaction(Work<T> work) {
        return transaction(Connection.TRANSACTION_READ_COMMITTED, work);
    }

    /** Does the work against one snapshot: every read sees the database as of the first one. */
    default <T> T snapshot(Work<T> work) {
        return transaction(Connection.TRANSACTION_REPEATABLE_READ, work);
    }

    private <T> T transaction(int isolation, Work<T> work) {
        try (Connection connection = open()) {
            int before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(before);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
