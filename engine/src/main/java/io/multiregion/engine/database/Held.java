package io.multiregion.engine.database;

/**
 * Counts what this thread holds that others may have to wait for: transactions, and locks on what belongs to a realm. Whoever holds any
 * sends no message: another region may take its time, and all that waits here would wait for that region.
 */
public final class Held {

    private static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);

    private Held() {}

    /** One more, until {@link #oneLess}. */
    public static void oneMore() {
        COUNT.set(COUNT.get() + 1);
    }

    /** One less. */
    public static void oneLess() {
        COUNT.set(COUNT.get() - 1);
    }

    /** @throws IllegalStateException if this thread holds anything: the program is wrong */
    public static void nothing() {
        if (COUNT.get() > 0) {
            throw new IllegalStateException("a message is to be sent while a transaction is open or a lock is held:"
                    + " others would wait for another region; please report this");
        }
    }
}
