package io.multiregion.key.pkcs12;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.cipher.Aead;
import io.multiregion.key.place.CertificateFile;
import io.multiregion.key.place.Identity;
import io.multiregion.key.place.KeyUri;
import io.multiregion.key.trust.Certificates;
import io.multiregion.key.wrap.Wrapping;
import java.security.KeyStore.Entry;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.KeyStore.SecretKeyEntry;
import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * Keys of files of one format. A file is read once and its key kept in memory; nothing blocks afterwards, and no call is ever
 * unavailable.
 */
final class FileKeys {

    private final String scheme;
    private final StoreFormat format;

    FileKeys(String scheme, StoreFormat format) {
        this.scheme = scheme;
        this.format = format;
    }

    /** See {@link KeySource#identity}. */
    IdentityKey identity(String uri, char[] secret) {
        KeyUri location = location(uri);
        PrivateKeyEntry entry = (PrivateKeyEntry) new StoreFile(location, format).entry(secret, PrivateKeyEntry.class);
        X509Certificate certificate = CertificateFile.usable(location, certificate(location, entry));
        String name = name(location);
        return new Identity(name, certificate, new HeldKey(name, entry.getPrivateKey()));
    }

    /** A secret key of AES-256, or a key pair: then its certificate need not be valid any more, what it wrapped must stay readable. */
    WrappingKey wrapping(String uri, char[] secret) {
        KeyUri location = location(uri);
        Entry entry = new StoreFile(location, format).entry(secret, SecretKeyEntry.class, PrivateKeyEntry.class);
        String name = name(location);
        if (entry instanceof SecretKeyEntry held) {
            byte[] key = held.getSecretKey().getEncoded();
            if (key == null || key.length != 32) {
                throw new IllegalArgumentException(
                        location
                                + ": the secret key does not have 256 bits, make one with keytool -genseckey -keyalg AES -keysize 256");
            }
            return Wrapping.direct(name, new Aead(held.getSecretKey(), null));
        }
        PrivateKeyEntry pair = (PrivateKeyEntry) entry;
        X509Certificate certificate = certificate(location, pair);
        Certificates.refusal(certificate.getPublicKey()).ifPresent(reason -> {
            throw new IllegalArgumentException(location + " cannot be used, " + reason);
        });
        return Wrapping.pair(name, certificate.getPublicKey(), new HeldKey(name, pair.getPrivateKey()));
    }

    private KeyUri location(String uri) {
        return KeyUri.of(uri, scheme, Set.of("alias"), format.form());
    }

    private static String name(KeyUri location) {
        return location + location.parameter("alias").map("?alias="::concat).orElse("");
    }

    private static X509Certificate certificate(KeyUri location, PrivateKeyEntry entry) {
        if (entry.getCertificate() instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new IllegalArgumentException(location + ": the key has no X.509 certificate, export both into the file");
    }
}
