package io.multiregion.engine.region;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server bears: a transaction that writes more rows does not come to its end, as one that takes longer than its timeout. */
final class Bearing {

    private final AtomicInteger most = new AtomicInteger();
    private volatile int rows = Integer.MAX_VALUE;

    /** From now on. */
    void rows(int now) {
        rows = now;
    }

    /** How many rows a transaction has written at most. */
    int most() {
        return most.get();
    }

    /** The connection of one transaction. */
    Connection during(Connection connection) {
        AtomicInteger written = new AtomicInteger();
        return as(Connection.class, connection, result -> {
            if (result instanceof PreparedStatement statement) {
                return as(PreparedStatement.class, statement, count -> {
                    count(written, count);
                    return count;
                });
            }
            return result;
        });
    }

    private void count(AtomicInteger written, Object count) throws SQLException {
        int more = count instanceof Integer one
                ? one
                : count instanceof int[] many ? Arrays.stream(many).sum() : 0;
        int now = written.addAndGet(more);
        most.accumulateAndGet(now, Math::max);
        if (now > rows) {
            throw new SQLException("this takes longer than a transaction may");
        }
    }

    private interface Result {
        Object of(Object result) throws SQLException;
    }

    private static <T> T as(Class<T> type, T real, Result then) {
        return type.cast(Proxy.newProxyInstance(
                Bearing.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    try {
                        return then.of(method.invoke(real, args));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
