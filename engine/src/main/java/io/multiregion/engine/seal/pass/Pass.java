package io.multiregion.engine.seal.pass;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that two regions share for a while, so that one can prove to the other cheaply who announces a message. It says nothing of
 * the message itself, which is signed.
 *
 * <pre>
 * payload of a PASS: when it was made, in milliseconds since 1970 (8 bytes, big endian), then the key (32 bytes)
 * </pre>
 *
 * @param madeAt when, by the sender's clock
 * @param key 32 random bytes
 */
record Pass(Instant madeAt, byte[] key) {

    /** A pass is about no realm; none has this id. */
    static final String REALM = "*";

    static final int PROOF_BYTES = 32;

    private static final int KEY_BYTES = 32;
    private static final String LABEL = "keycloak-multi-region announcement 1\0";

    static Pass fresh(Instant now, SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Pass(now, key);
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + KEY_BYTES)
                .putLong(madeAt.toEpochMilli())
                .put(key)
                .array();
    }

    static Pass decode(byte[] payload) throws NotAcceptedException {
        if (payload.length != Long.BYTES + KEY_BYTES) {
            throw new NotAcceptedException("a pass has " + payload.length + " bytes");
        }
        ByteBuffer from = ByteBuffer.wrap(payload);
        Instant madeAt = Instant.ofEpochMilli(from.getLong());
        byte[] key = new byte[KEY_BYTES];
        from.get(key);
        return new Pass(madeAt, key);
    }

    /** What only who has the key can say of these bytes: HMAC-SHA256. */
    byte[] proof(byte[] header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(LABEL.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }

    void prove(byte[] header, byte[] proof) throws NotAcceptedException {
        if (!MessageDigest.isEqual(proof(header), proof)) {
            throw new NotAcceptedException("the announcement is not proven");
        }
    }
}
