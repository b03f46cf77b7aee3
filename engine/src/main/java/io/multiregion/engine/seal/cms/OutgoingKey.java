package io.multiregion.engine.seal.cms;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.cms.RecipientInfo;

/**
 * A content key that this region seals with, and what the recipient gets with it. Its nonces are numbered, so none is used twice; the
 * key is made in this process and never leaves it, so nobody else numbers them.
 */
public final class OutgoingKey {

    /** One message's share. */
    public record Use(Cipher cipher, byte[] nonce, RecipientInfo wrapped, byte[] seed) {}

    private final ContentKey key;
    private final RecipientInfo wrapped;
    private final byte[] seed;
    private int left;
    private long used;

    public OutgoingKey(ContentKey key, RecipientInfo wrapped, byte[] seed, int messages) {
        this.key = key;
        this.wrapped = wrapped;
        this.seed = seed;
        this.left = messages;
    }

    /** A cipher with a nonce of its own; empty once the key has been used often enough, or was dropped. */
    public synchronized Optional<Use> next() throws GeneralSecurityException {
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        byte[] nonce = ByteBuffer.allocate(ContentKey.NONCE_BYTES)
                .putInt(0)
                .putLong(++used)
                .array();
        return key.cipher(Cipher.ENCRYPT_MODE, nonce).map(cipher -> new Use(cipher, nonce, wrapped, seed.clone()));
    }

    public synchronized void drop() {
        key.destroy();
        Arrays.fill(seed, (byte) 0);
    }
}
