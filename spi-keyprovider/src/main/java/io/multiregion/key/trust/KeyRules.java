package io.multiregion.key.trust;

import io.multiregion.key.cipher.P256;
import java.security.PublicKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Date;
import java.util.Optional;

/** Which certificates a region may be known by, its own and those of others alike. */
final class KeyRules {

    private static final int LEAST_RSA_BITS = 2048;

    private KeyRules() {}

    /** Why the certificate cannot be used at this time and what to do about it, or empty if it can. */
    static Optional<String> refusal(X509Certificate certificate, Date now) {
        return validity(certificate, now).or(() -> refusal(certificate.getPublicKey()));
    }

    private static Optional<String> validity(X509Certificate certificate, Date now) {
        try {
            certificate.checkValidity(now);
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of("its certificate expired at "
                    + certificate.getNotAfter().toInstant() + ": make a new one and give it to the other regions");
        } catch (CertificateNotYetValidException e) {
            return Optional.of("its certificate is valid only from "
                    + certificate.getNotBefore().toInstant() + ": wait, or check the clock of this machine");
        }
    }

    /** Why a key of this kind cannot be used, however long its certificate is valid, or empty if it can. */
    static Optional<String> refusal(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= LEAST_RSA_BITS
                    ? Optional.empty()
                    : Optional.of("its RSA key has " + bits + " bits: use " + LEAST_RSA_BITS + " or more, or EC P-256");
        }
        if (key instanceof ECPublicKey ec) {
            return P256.isCurveOf(ec)
                    ? Optional.empty()
                    : Optional.of("its EC key is not on P-256 (secp256r1): make one on that curve, or use RSA");
        }
        return Optional.of(
                "its key is " + key.getAlgorithm() + ": use RSA (" + LEAST_RSA_BITS + " bits or more) or EC P-256");
    }
}
