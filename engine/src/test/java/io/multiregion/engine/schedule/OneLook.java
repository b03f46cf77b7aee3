package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Connections;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The connections of what waits for others. All is on one thread: before each look at the database the others go on for a while, and a
 * wait that has not found what it looked for has its time up, as the thread is interrupted.
 */
final class OneLook implements Connections {

    private final Connections node;
    private final Runnable meanwhile;

    /** @param meanwhile lets the others go on */
    OneLook(Connections node, Runnable meanwhile) {
        this.node = node;
        this.meanwhile = meanwhile;
    }

    @Override
    public Connection open() throws SQLException {
        return node.open();
    }

    @Override
    public <T> T transaction(Work<T> work) {
        Thread.interrupted();
        meanwhile.run();
        T result = node.transaction(work);
        Thread.currentThread().interrupt();
        return result;
    }
}
