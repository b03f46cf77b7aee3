package io.multiregion.key.cipher;

import java.security.GeneralSecurityException;

/** Encryption that notices any change, of what is encrypted or of what is authenticated with it. */
public interface AuthenticatedCipher {

    byte[] encrypt(byte[] plain, byte[]... authenticated) throws GeneralSecurityException;

    /** @throws GeneralSecurityException if anything of it is another one */
    byte[] decrypt(byte[] encrypted, byte[]... authenticated) throws GeneralSecurityException;
}
