package io.multiregion.key.wrap;

import java.util.Map;

/**
 * The two calls of a key service that encrypts with authenticated data. Each blocks and throws as {@link io.multiregion.key.WrappingKey}
 * says; data key, context and the version of the key are checked before.
 */
public interface ServiceCipher {

    /**
     * What the service made.
     *
     * @param keyVersion which version of the key made it; empty where the bytes say so themselves
     */
    record Ciphertext(String keyVersion, byte[] bytes) {}

    Ciphertext encrypt(byte[] dataKey, Map<String, String> context);

    byte[] decrypt(Ciphertext made, Map<String, String> context);
}
