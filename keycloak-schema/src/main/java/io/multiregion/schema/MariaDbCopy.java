package io.multiregion.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database on the server of this JVM. Connections are kept for the next one who asks, at the product's own isolation level. Its tables
 * are used again once it is closed, unless somebody may have changed them: to make them takes seconds there.
 */
final class MariaDbCopy implements SchemaDatabase {

    private final MariaDbServer server;
    private final String name;
    private final MariaDbTexts texts;
    private final String options;
    private final AtomicInteger lent = new AtomicInteger();
    private volatile boolean asMade = true;
    private volatile boolean closed;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    MariaDbCopy(MariaDbServer server, String name, MariaDbTexts texts, String options) {
        this.texts = texts;
        this.server = server;
        this.name = name;
        this.options = options;
    }

    @Override
    public Connection open() throws SQLException {
        if (closed) {
            throw new SQLException("it is gone");
        }
        Connection kept = idle.poll();
        Connection connection = kept == null ? server.connect(name, options) : kept;
        lent.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                MariaDbCopy.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(connection);
                        return null;
                    }
                    if (method.getName().equals("createStatement") || isChangingTables(arguments)) {
                        asMade = false;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isChangingTables(Object[] arguments) {
        return arguments != null
                && arguments.length > 0
                && arguments[0] instanceof String text
                && List.of("alter", "create", "drop").contains(text.split(" ", 2)[0].toLowerCase(Locale.ROOT));
    }

    private void giveBack(Connection connection) throws SQLException {
        lent.decrementAndGet();
        if (connection.isClosed()) {
            return;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        idle.push(connection);
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        server.forget(name, texts, asMade && lent.get() == 0);
    }
}
