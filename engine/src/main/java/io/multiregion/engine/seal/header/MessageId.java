package io.multiregion.engine.seal.header;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for messages: 128 random bits in hex. */
public final class MessageId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private MessageId() {}

    public static String next() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
