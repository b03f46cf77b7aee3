package io.multiregion.engine.seal.cms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * An AES-256 key in memory until it is dropped: then its bytes are overwritten. What the cipher of the JDK has made of them goes with
 * the cipher; Java offers no way to overwrite that.
 */
public final class ContentKey implements SecretKey {

    public static final int BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final long serialVersionUID = 1L;

    private final byte[] key;
    private final byte[] digest;
    private boolean destroyed;

    /** @param key 32 bytes; they are this object's from now on */
    public ContentKey(byte[] key) {
        this.key = key;
        this.digest = digest(key);
    }

    /** AES-GCM with this key; empty once the key is dropped. */
    public synchronized Optional<Cipher> cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        if (destroyed) {
            return Optional.empty();
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, this, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return Optional.of(cipher);
    }

    /** Whether it has, or had, these bytes: another thread may drop a key between the opening of a message and this question. */
    public boolean is(byte[] bytes) {
        return MessageDigest.isEqual(digest, digest(bytes));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public synchronized byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("this key was dropped");
        }
        return key.clone();
    }

    @Override
    public synchronized void destroy() {
        Arrays.fill(key, (byte) 0);
        destroyed = true;
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }
}
