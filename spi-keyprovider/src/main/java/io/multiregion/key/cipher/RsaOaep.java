package io.multiregion.key.cipher;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * RSA-OAEP with SHA-256 for both of its digests, and an empty label (RFC 8017). What it encrypts is a key: a module for FIPS wraps keys by
 * OAEP, and encrypts nothing else.
 */
public final class RsaOaep {

    // Java's own default takes SHA-1 for MGF1
    private static final OAEPParameterSpec SHA_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private RsaOaep() {}

    public static byte[] encrypt(PublicKey key, byte[] message) throws GeneralSecurityException {
        return cipher(Cipher.WRAP_MODE, key).wrap(new SecretKeySpec(message, "AES"));
    }

    public static byte[] decrypt(PrivateKey key, byte[] encrypted) throws GeneralSecurityException {
        return cipher(Cipher.UNWRAP_MODE, key)
                .unwrap(encrypted, "AES", Cipher.SECRET_KEY)
                .getEncoded();
    }

    private static Cipher cipher(int mode, Key key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, SHA_256);
        return cipher;
    }
}
