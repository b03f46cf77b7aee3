package io.multiregion.key;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;

/**
 * Data keys that were wrapped once and are kept: each must unwrap for as long as its form is read. The keys that wrapped them were made
 * with {@code keytool} for this only.
 */
public final class GoldenVector {

    private GoldenVector() {}

    /** The file with these keys: {@code rsa}, {@code ec}, {@code aes}, another one of each, and one that is too short. */
    public static Path keys() {
        return resource("keys.p12");
    }

    /** One of them: a secret key or a pair. */
    public static Object key(String alias) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys())) {
            store.load(in, KeyFile.PASSWORD.toCharArray());
        }
        Key key = store.getKey(alias, KeyFile.PASSWORD.toCharArray());
        return key instanceof PrivateKey half
                ? new KeyPair(store.getCertificate(alias).getPublicKey(), half)
                : key;
    }

    /** What a place of keys made with that key. */
    public static byte[] wrapped(String place, String alias) throws IOException {
        return Files.readAllBytes(resource(place + "-" + alias + ".bin"));
    }

    private static Path resource(String name) {
        try {
            return Path.of(GoldenVector.class.getResource("golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
