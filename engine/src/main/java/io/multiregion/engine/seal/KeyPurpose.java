package io.multiregion.engine.seal;

import io.multiregion.engine.seal.header.Header;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a content key is for: one realm, between two regions. The key is derived from it and a random seed, so that no key can be one
 * of two purposes: who gets the seed derives the key again and sees.
 */
record KeyPurpose(String from, String to, String realmId) {

    public static final int SEED_BYTES = 32;

    private static final String LABEL = "keycloak-multi-region content key 2";

    public static KeyPurpose of(Header header) {
        return new KeyPurpose(header.from(), header.to(), header.realmId());
    }

    /** HKDF-Expand with SHA-256 (RFC 5869, 2.3); one block of it is the 32 bytes that are needed. */
    public byte[] key(byte[] seed) throws GeneralSecurityException {
        // names of regions have no zero in them, and the realm id is last
        String text = String.join("\0", LABEL, from, to, realmId);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(seed, "HmacSHA256"));
        mac.update(text.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 1);
        return mac.doFinal();
    }
}
