package io.multiregion.key.pkcs11;

import io.multiregion.key.cipher.OaepPadding;
import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/** RSA-OAEP of which the token does the arithmetic only: Java's provider for PKCS#11 has no OAEP. */
final class RawRsa {

    private final OpenToken token;

    RawRsa(OpenToken token) {
        this.token = token;
    }

    byte[] decrypt(byte[] encrypted) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", token.provider());
        cipher.init(Cipher.DECRYPT_MODE, token.key());
        byte[] padded = cipher.doFinal(encrypted);
        if (padded.length != encrypted.length) {
            throw new BadPaddingException("not OAEP");
        }
        return OaepPadding.remove(padded);
    }
}
