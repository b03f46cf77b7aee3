package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.OutgoingKey;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/** Makes messages from eu to us piece by piece, so that one piece can be another one than it should be. */
record Craft(KeyKind kind, Header head) {

    byte[] header() {
        return new HeaderFormat().encode(head);
    }

    /** With nothing where the seed belongs. */
    byte[] plain(byte[] payload) {
        ByteBuffer plain = new PlainText(header(), new byte[KeyPurpose.SEED_BYTES], payload)
                .encode(new Compression(Integer.MAX_VALUE));
        return Arrays.copyOf(plain.array(), plain.limit());
    }

    byte[] encrypted(byte[] payload) throws Exception {
        return encryptedPlain(plain(payload));
    }

    byte[] encryptedFor(TestRegion recipient, byte[] payload) throws Exception {
        return encryptedPlain(plain(payload), recipient);
    }

    byte[] encryptedPlain(byte[] plain) throws Exception {
        return encryptedPlain(plain, kind.us);
    }

    /** Writes the seed of the key to its place, if the plain text has one. */
    private byte[] encryptedPlain(byte[] plain, TestRegion recipient) throws Exception {
        OutgoingKey.Use use = use(recipient);
        int start = 2 + header().length;
        if (plain.length >= start + KeyPurpose.SEED_BYTES) {
            System.arraycopy(use.seed(), 0, plain, start, KeyPurpose.SEED_BYTES);
        }
        return EncryptedPart.encrypt(ByteBuffer.wrap(plain), use);
    }

    OutgoingKey.Use use(TestRegion recipient) throws Exception {
        return new OutgoingKeys(new SecureRandom(), KeyLimits.USUAL, System::nanoTime)
                .next(KeyPurpose.of(head), recipient.certificate());
    }

    byte[] signed(byte[] content) throws Exception {
        return signed(header(), content);
    }

    byte[] signed(byte[] header, byte[] content) throws Exception {
        return SignedPart.sign(header, content, kind.eu.key())
                .encode(kind.eu.certificate().getPublicKey());
    }
}
