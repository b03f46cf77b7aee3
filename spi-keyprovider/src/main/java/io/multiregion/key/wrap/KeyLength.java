package io.multiregion.key.wrap;

/** How long a data key may be. */
final class KeyLength {

    private static final int LEAST = 16;
    private static final int MOST = 64;

    private KeyLength() {}

    /** @throws IllegalArgumentException if it has another length than {@link io.multiregion.key.WrappingKey} allows */
    static byte[] checked(byte[] dataKey) {
        if (!fits(dataKey)) {
            throw new IllegalArgumentException("a data key has " + LEAST + " to " + MOST + " bytes");
        }
        return dataKey;
    }

    static boolean fits(byte[] dataKey) {
        return dataKey.length >= LEAST && dataKey.length <= MOST;
    }
}
