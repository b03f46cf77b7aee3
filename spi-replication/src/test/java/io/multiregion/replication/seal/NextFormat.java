package io.multiregion.replication.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The format after this one, as it may come to be: two more fields, of which one has fields of its own, for readers of this version. */
final class NextFormat {

    private static final int VERSION = HeaderFormat.VERSION + 1;

    /** The text {@code later} and the array {@code [7, {"a": 1}]}. */
    private static final byte[] ADDED = {0x65, 'l', 'a', 't', 'e', 'r', (byte) 0x82, 0x07, (byte) 0xa1, 0x61, 'a', 0x01
    };

    private NextFormat() {}

    static byte[] of(Header header) {
        byte[] bytes = new HeaderFormat().encode(header);
        byte[] next = ByteBuffer.allocate(bytes.length + ADDED.length)
                .put(bytes)
                .put(ADDED)
                .array();
        next[0] += 2;
        next[1] = (byte) VERSION;
        return next;
    }

    /** A message of eu to us, as a region of the next version would seal it. */
    static byte[] seal(Kind kind, Header header, String payload) throws Exception {
        byte[] bytes = of(header);
        SealingKey.Use use = new SealingKeys(new SecureRandom(), KeyLimits.USUAL, System::nanoTime)
                .next(KeyPurpose.of(header), kind.us.certificate());
        ByteBuffer plain = new PlainText(bytes, use.seed(), payload.getBytes(StandardCharsets.UTF_8))
                .encode(new Compression(Integer.MAX_VALUE));
        return SignedPart.sign(bytes, EncryptedPart.encrypt(plain, use), kind.eu.key())
                .encode(kind.eu.certificate().getPublicKey());
    }
}
