package io.multiregion.engine.region;

import io.multiregion.engine.database.Connections;
import java.sql.Connection;
import java.sql.SQLException;

/** A database, but for a thread that writes in a transaction: that one has only the transaction's connection. */
final class WritingThread implements Connections {

    private final Connections database;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    WritingThread(Connections database) {
        this.database = database;
    }

    void in(Connection connection, Runnable work) {
        current.set(connection);
        try {
            work.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public Connection open() throws SQLException {
        return database.open();
    }

    @Override
    public <T> T transaction(Work<T> work) {
        Connection connection = current.get();
        if (connection == null) {
            return database.transaction(work);
        }
        try {
            return work.in(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
