package io.multiregion.engine.secret.stored;

import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.PlaceCipher;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.key.DataKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What this region keeps of a realm for a while, sealed with the realm's data key where it has one, so that it goes with that key. The
 * layout: {@code mr-bytes:1:}, 16 digits of the data key's id, and what {@link PlaceCipher} makes of the bytes. What begins otherwise
 * was not sealed. Safe for use by several threads.
 */
public final class SealedBytes {

    private static final byte[] PREFIX = "mr-bytes:1:".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = PREFIX.length + DataKey.ID;

    private final DataKeys keys;

    public SealedBytes(DataKeys keys) {
        this.keys = keys;
    }

    /**
     * The bytes to store.
     *
     * @param place what they are bound to beside the realm
     * @param bytes they must not begin as sealed ones do
     * @throws SecretsUnavailableException if the realm's key is not open: nothing may be stored
     */
    public byte[] seal(String realmId, String place, byte[] bytes) {
        return keys.sealing(realmId).map(key -> seal(key, place, bytes)).orElse(bytes);
    }

    /**
     * The bytes that were stored.
     *
     * @throws SecretsUnavailableException if their key is not open, or was destroyed
     * @throws IllegalStateException if they were sealed for another place or realm, or were changed in the database
     */
    public byte[] open(String realmId, String place, byte[] stored) {
        Optional<String> keyId = keyOf(stored);
        if (keyId.isEmpty()) {
            return stored;
        }
        try {
            return open(keys.opened(realmId, keyId.get()), place, stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what is stored at " + place + " was not sealed for this place: the database was changed by hand",
                    e);
        }
    }

    static byte[] seal(DataKey key, String place, byte[] bytes) {
        byte[] sealed = PlaceCipher.seal(key, place, bytes);
        return ByteBuffer.allocate(HEAD + sealed.length)
                .put(PREFIX)
                .put(key.id().getBytes(StandardCharsets.US_ASCII))
                .put(sealed)
                .array();
    }

    /** @throws GeneralSecurityException if they were not sealed with this key, for this place, or were changed */
    static byte[] open(DataKey key, String place, byte[] stored) throws GeneralSecurityException {
        return PlaceCipher.open(key, place, stored, HEAD);
    }

    /** Which data key sealed what is stored, or empty if it is not sealed. */
    static Optional<String> keyOf(byte[] stored) {
        return stored.length >= HEAD && Arrays.equals(stored, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                ? Optional.of(new String(stored, PREFIX.length, DataKey.ID, StandardCharsets.US_ASCII))
                : Optional.empty();
    }
}
