package io.multiregion.engine.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to a database that count the statements which are prepared on them. */
public final class CountedStatements implements Connections {

    private final Connections database;
    private final AtomicInteger statements = new AtomicInteger();

    public CountedStatements(Connections database) {
        this.database = database;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = database.open();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** How many there have been. */
    public int count() {
        return statements.get();
    }
}
