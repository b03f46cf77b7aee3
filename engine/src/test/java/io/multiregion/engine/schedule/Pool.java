package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Connections;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that are used again: to open one, and to have it parse what another one has parsed, takes longer than what is asked. */
final class Pool implements Connections {

    private final Connections database;
    private final Deque<Connection> idle = new ArrayDeque<>();

    Pool(Connections database) {
        this.database = database;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = idle.isEmpty() ? database.open() : idle.pop();
        return (Connection) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void giveBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        idle.push(connection);
    }
}
