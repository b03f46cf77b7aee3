package io.multiregion.bench.copy;

import io.multiregion.lab.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches one row in one database and notes when each value of the marker is seen there first. All databases are watched the same way:
 * asked every half millisecond while a value is awaited, and left alone while none is, so that watching does not load the machine.
 */
final class Watch implements AutoCloseable {

    private static final long PAUSE_NANOS = 500_000;

    private final Connection connection;
    private final PreparedStatement select;
    private final AtomicLong awaited;
    private final long[] seen;
    private final Thread thread = new Thread(this::watch, "watch");
    private volatile long reached;
    private volatile boolean closed;
    private volatile SQLException failure;

    /** @param awaited the last marker that was written, or is about to be */
    Watch(Database database, String user, AtomicLong awaited, int most) throws SQLException {
        this.connection = database.connect();
        this.select =
                connection.prepareStatement("select value from user_attribute where user_id = ? and name = 'marker'");
        this.select.setString(1, user);
        this.awaited = awaited;
        this.seen = new long[most + 1];
        this.thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                if (awaited.get() > reached) {
                    look();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void look() throws SQLException {
        try (var found = select.executeQuery()) {
            long value = found.next() ? Long.parseLong(found.getString(1)) : 0;
            long now = System.nanoTime();
            for (long marker = reached + 1; marker <= value; marker++) {
                seen[(int) marker] = now;
            }
            reached = Math.max(reached, value);
        }
    }

    /** Waits until a marker has been seen. */
    void await(long marker, long deadlineNanos) throws SQLException {
        while (reached < marker) {
            if (failure != null) {
                throw failure;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("marker " + marker + " was not seen, only " + reached);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** When a marker was seen first, by {@link System#nanoTime}. */
    long seen(int marker) {
        return seen[marker];
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        closed = true;
        thread.join();
        connection.close();
    }
}
