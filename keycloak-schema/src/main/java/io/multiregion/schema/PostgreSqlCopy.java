package io.multiregion.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A database on the server of this JVM. Connections are kept for the next one who asks, as in a server: each is a process there. */
final class PostgreSqlCopy implements CrashingDatabase {

    private final PostgreSqlServer server;
    private final String name;
    private final String schema;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile int crashes;

    PostgreSqlCopy(PostgreSqlServer server, String name, String schema) {
        this.server = server;
        this.name = name;
        this.schema = schema;
        this.crashes = server.crashes();
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public Connection open() throws SQLException {
        forgetLost();
        Connection kept = idle.poll();
        Connection connection = kept == null ? server.connect(name) : kept;
        return (Connection) Proxy.newProxyInstance(
                PostgreSqlCopy.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
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

    @Override
    public void crash() {
        server.crash();
    }

    private synchronized void forgetLost() {
        if (crashes != server.crashes()) {
            crashes = server.crashes();
            idle.clear();
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        idle.push(connection);
    }

    @Override
    public void close() {
        server.drop(name);
        idle.clear();
    }
}
