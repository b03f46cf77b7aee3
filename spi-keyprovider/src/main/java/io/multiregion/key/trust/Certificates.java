package io.multiregion.key.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates that a region is known by, as text for files and people: PEM (RFC 7468), one or several in a row. */
public final class Certificates {

    /** The longest text, in letters. */
    public static final int LONGEST = 64 * 1024;

    /** How many certificates a region may be known by. */
    public static final int MOST = 8;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]{1,65536}+)-----END CERTIFICATE-----");
    private static final String BEGIN = "-----BEGIN ";
    private static final Comparator<X509Certificate> NEWEST_FIRST = Comparator.comparing(X509Certificate::getNotBefore)
            .thenComparing(X509Certificate::getNotAfter)
            .reversed()
            .thenComparing(Certificates::fingerprint);

    private Certificates() {}

    /**
     * Reads all certificates of a text, in order; what stands between them is passed over, as in other readers of PEM.
     *
     * @throws IllegalArgumentException if it has none, or a block in it is no certificate; the message says what to do
     */
    public static List<X509Certificate> read(String pem) {
        if (pem.length() > LONGEST) {
            throw new IllegalArgumentException("it has more than " + LONGEST + " letters: give only the certificates");
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException("it has a private key: keep that at its region, and give the certificate"
                    + " only; whoever may have read it can act as that region, so make a new key");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            certificates.add(decoded(blocks.group(1)));
        }
        if (certificates.isEmpty() || certificates.size() != count(pem)) {
            throw new IllegalArgumentException("it is no X.509 certificate in PEM: give -----BEGIN CERTIFICATE-----,"
                    + " the lines after it, and -----END CERTIFICATE-----");
        }
        if (certificates.size() > MOST) {
            throw new IllegalArgumentException("it has more than " + MOST + " certificates: give those in use only");
        }
        return List.copyOf(certificates);
    }

    private static int count(String pem) {
        return pem.split(Pattern.quote(BEGIN), -1).length - 1;
    }

    private static X509Certificate decoded(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "what stands between BEGIN and END is no X.509 certificate, copy it again: " + e.getMessage(), e);
        }
    }

    /** As PEM, in lines of 64 letters, with a line break at the end of each certificate. */
    public static String pem(Collection<X509Certificate> certificates) {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString();
    }

    /** SHA-256 of the certificate, as {@code openssl x509 -fingerprint -sha256} prints it: {@code 0A:1B:...}. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded(certificate));
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why no region may be known by this certificate at this time and what to do about it, or empty if one may. */
    public static Optional<String> refusal(X509Certificate certificate, Instant now) {
        return KeyRules.refusal(certificate, Date.from(now));
    }

    /** Why no region may have a key of this kind, however long its certificate is valid, or empty if one may. */
    public static Optional<String> refusal(PublicKey key) {
        return KeyRules.refusal(key);
    }

    /** Those that a region may be known by at this time, each once, the newest first. */
    public static List<X509Certificate> usable(Collection<X509Certificate> certificates, Instant now) {
        return certificates.stream()
                .distinct()
                .filter(certificate -> refusal(certificate, now).isEmpty())
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
