package io.multiregion.engine.state.part;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The names of streams: 128 random bits in hex. A stream begins when a replica is created, and when a new primary takes over one; whatever
 * happens to its name in a backup or on the way, another stream is never taken for it.
 */
public final class StreamId {

    /** Where there is no stream. */
    public static final String NONE = "";

    private static final SecureRandom RANDOM = new SecureRandom();

    private StreamId() {}

    public static String next() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
