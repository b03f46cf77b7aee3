package io.multiregion.engine.schedule;

import io.multiregion.engine.database.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** The connections of a node that may crash: from then on there are none. */
final class MortalConnections implements Connections {

    private final String name;
    private final Connections database;
    private boolean dead;
    private int depth;
    private int transactionsLeft = -1;

    MortalConnections(String name, Connections database) {
        this.name = name;
        this.database = database;
    }

    /** Whether one of its transactions is open further down on this thread: others would wait for it. */
    boolean isBusy() {
        return depth > 0;
    }

    boolean isDead() {
        return dead;
    }

    /** Nothing is done any more. */
    Crash crash() {
        dead = true;
        return new Crash(name);
    }

    /** Has it crash before or after one of its next transactions. */
    void crashIn(int transactions) {
        transactionsLeft = transactions;
    }

    @Override
    public Connection open() throws SQLException {
        live();
        return database.open();
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return counted(() -> Connections.super.transaction(work));
    }

    @Override
    public <T> T snapshot(Work<T> work) {
        return counted(() -> Connections.super.snapshot(work));
    }

    private <T> T counted(Supplier<T> work) {
        count();
        depth++;
        T result;
        try {
            result = work.get();
        } finally {
            depth--;
        }
        count();
        return result;
    }

    private void count() {
        live();
        if (transactionsLeft >= 0 && --transactionsLeft < 0) {
            throw crash();
        }
    }

    private void live() {
        if (dead) {
            throw new Crash(name);
        }
    }
}
