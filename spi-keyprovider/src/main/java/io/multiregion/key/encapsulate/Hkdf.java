package io.multiregion.key.encapsulate;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), one block of 32 bytes. */
final class Hkdf {

    private static final String MAC = "HmacSHA256";

    private Hkdf() {}

    static byte[] block(byte[] salt, byte[] secret, byte[]... binding) throws GeneralSecurityException {
        Mac extract = Mac.getInstance(MAC);
        extract.init(new SecretKeySpec(salt, MAC));
        Mac expand = Mac.getInstance(MAC);
        expand.init(new SecretKeySpec(extract.doFinal(secret), MAC));
        for (byte[] each : binding) {
            expand.update(each);
        }
        expand.update((byte) 1);
        return expand.doFinal();
    }
}
