package io.multiregion.key.place;

import io.multiregion.key.trust.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;

/** The certificate of a key whose place keeps none: {@code ?certificate=/path.pem}. */
public final class CertificateFile {

    private static final int MOST = 64 * 1024;

    private CertificateFile() {}

    /** @throws IllegalArgumentException if there is none that can be used now: it says what to do */
    public static X509Certificate of(KeyUri uri) {
        String file = uri.parameter("certificate")
                .orElseThrow(() -> new IllegalArgumentException(
                        uri + ": its place keeps no certificate, name the file with ?certificate=/path.pem"));
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MOST);
            return usable(uri, (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(uri + ": cannot read the certificate " + file + ": give a PEM file", e);
        }
    }

    /** The same certificate, if a region may be known by it now. */
    public static X509Certificate usable(KeyUri uri, X509Certificate certificate) {
        Certificates.refusal(certificate, Clock.systemUTC().instant()).ifPresent(reason -> {
            throw new IllegalArgumentException(uri + " cannot be used, " + reason);
        });
        return certificate;
    }
}
