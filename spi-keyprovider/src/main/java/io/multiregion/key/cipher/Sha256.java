package io.multiregion.key.cipher;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Services sign digests, so that a message of any length stays here. */
public final class Sha256 {

    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
