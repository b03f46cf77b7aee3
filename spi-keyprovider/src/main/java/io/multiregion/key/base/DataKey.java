package io.multiregion.key.base;

/** What is wrapped. */
public final class DataKey {

    private static final int LEAST = 16;
    private static final int MOST = 64;

    private DataKey() {}

    /** @throws IllegalArgumentException if it has another length than {@link io.multiregion.key.WrappingKey} allows */
    public static byte[] checked(byte[] dataKey) {
        if (!isOne(dataKey)) {
            throw new IllegalArgumentException("a data key has " + LEAST + " to " + MOST + " bytes");
        }
        return dataKey;
    }

    public static boolean isOne(byte[] bytes) {
        return bytes.length >= LEAST && bytes.length <= MOST;
    }
}
