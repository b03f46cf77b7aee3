package io.multiregion.key.cipher;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA-OAEP with SHA-256 for both of its digests, and an empty label (RFC 8017). */
public final class RsaOaep {

    // Java's own default takes SHA-1 for MGF1
    private static final OAEPParameterSpec SHA_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private RsaOaep() {}

    public static byte[] encrypt(PublicKey key, byte[] message) throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, key).doFinal(message);
    }

    public static byte[] decrypt(PrivateKey key, byte[] encrypted) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key).doFinal(encrypted);
    }

    private static Cipher cipher(int mode, Key key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, SHA_256);
        return cipher;
    }
}
