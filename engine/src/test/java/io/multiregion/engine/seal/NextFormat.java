package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.OutgoingKey;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** The format after this one, as it may come to be: two more fields, of which one has fields of its own, for readers of this version. */
public final class NextFormat {

    private static final int VERSION = HeaderFormat.VERSION + 1;

    /** The text {@code later} and the array {@code [7, {"a": 1}]}. */
    private static final byte[] ADDED = {0x65, 'l', 'a', 't', 'e', 'r', (byte) 0x82, 0x07, (byte) 0xa1, 0x61, 'a', 0x01
    };

    private NextFormat() {}

    static byte[] of(Header header) {
        return of(header, header.type().code());
    }

    private static byte[] of(Header header, int type) {
        byte[] bytes = new HeaderFormat().encode(header);
        byte[] next = ByteBuffer.allocate(bytes.length + ADDED.length)
                .put(bytes)
                .put(ADDED)
                .array();
        next[0] += 2;
        next[1] = (byte) VERSION;
        next[3] = (byte) type;
        return next;
    }

    /** A message as a region of the next version would seal it. */
    public static byte[] seal(TestRegion from, TestRegion to, Header header, byte[] payload) throws Exception {
        return seal(from, to, header, header.type().code(), payload);
    }

    /** The same with a type that only that version knows, up to 23. */
    public static byte[] seal(TestRegion from, TestRegion to, Header header, int type, byte[] payload)
            throws Exception {
        byte[] bytes = of(header, type);
        OutgoingKey.Use use = new OutgoingKeys(new SecureRandom(), KeyLimits.USUAL, System::nanoTime)
                .next(KeyPurpose.of(header), to.certificate());
        ByteBuffer plain = new PlainText(bytes, use.seed(), payload).encode(new Compression(Integer.MAX_VALUE));
        return SignedPart.sign(bytes, EncryptedPart.encrypt(plain, use), from.key())
                .encode(from.certificate().getPublicKey());
    }
}
