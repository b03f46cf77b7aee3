package io.multiregion.command.server;

import io.multiregion.command.say.FailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a TLS connection trusts. There is no way to trust everybody. */
public final class Trust {

    private Trust() {}

    /**
     * @param authorities a file of PEM certificates, in place of those that Java trusts
     * @param store the same as a key store
     * @param password of that store
     */
    public static SSLContext of(Optional<Path> authorities, Optional<Path> store, Optional<String> password) {
        try {
            if (authorities.isEmpty() && store.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore trusted = authorities.isPresent()
                    ? pem(authorities.get())
                    : KeyStore.getInstance(
                            store.get().toFile(),
                            password.map(String::toCharArray).orElse(null));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw FailedException.asked("certificates cannot be read from "
                    + authorities.or(() -> store).map(Path::toString).orElse("Java's own store") + ": "
                    + e.getMessage());
        }
    }

    private static KeyStore pem(Path file) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("no certificate is in it");
            }
        }
        return trusted;
    }
}
