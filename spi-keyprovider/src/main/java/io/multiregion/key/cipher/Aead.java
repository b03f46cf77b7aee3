package io.multiregion.key.cipher;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM with a random nonce of 12 bytes, which stands before the ciphertext, and a tag of 16 bytes. */
public final class Aead implements AuthenticatedCipher {

    /** How many bytes a key has. */
    public static final int KEY = 32;

    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final SecretKey key;
    private final Provider provider;

    /** A random key of AES-256. */
    public static byte[] freshKey() {
        byte[] key = new byte[KEY];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** @param provider that the key belongs to, or null for any */
    public Aead(SecretKey key, Provider provider) {
        this.key = key;
        this.provider = provider;
    }

    /** Random nonces are safe for 2^32 messages of a key; wrapping is done some thousand times in its life. */
    @Override
    public byte[] encrypt(byte[] plain, byte[]... authenticated) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, authenticated).doFinal(plain);
        byte[] all = Arrays.copyOf(nonce, NONCE + encrypted.length);
        System.arraycopy(encrypted, 0, all, NONCE, encrypted.length);
        return all;
    }

    /** @throws AEADBadTagException if anything of it is another one */
    @Override
    public byte[] decrypt(byte[] encrypted, byte[]... authenticated) throws GeneralSecurityException {
        if (encrypted.length < NONCE + TAG) {
            throw new AEADBadTagException("too short");
        }
        byte[] nonce = Arrays.copyOf(encrypted, NONCE);
        return cipher(Cipher.DECRYPT_MODE, nonce, authenticated).doFinal(encrypted, NONCE, encrypted.length - NONCE);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[]... authenticated) throws GeneralSecurityException {
        Cipher cipher = provider == null
                ? Cipher.getInstance("AES/GCM/NoPadding")
                : Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        for (byte[] each : authenticated) {
            cipher.updateAAD(each);
        }
        return cipher;
    }
}
