package io.multiregion.key;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Date;
import java.util.Optional;

/** Which certificates a region may be known by, its own and those of others alike. */
public final class KeyRules {

    private static final int LEAST_RSA_BITS = 2048;

    private KeyRules() {}

    /** Why the certificate cannot be used at this time and what to do about it, or empty if it can. */
    public static Optional<String> refusal(X509Certificate certificate, Date now) {
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
    public static Optional<String> refusal(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= LEAST_RSA_BITS
                    ? Optional.empty()
                    : Optional.of("its RSA key has " + bits + " bits: use " + LEAST_RSA_BITS + " or more, or EC P-256");
        }
        if (key instanceof ECPublicKey ec) {
            return isP256(ec.getParams())
                    ? Optional.empty()
                    : Optional.of("its EC key is not on P-256 (secp256r1): make one on that curve, or use RSA");
        }
        return Optional.of(
                "its key is " + key.getAlgorithm() + ": use RSA (" + LEAST_RSA_BITS + " bits or more) or EC P-256");
    }

    private static boolean isP256(ECParameterSpec spec) {
        ECParameterSpec p256 = p256();
        return p256.getCurve().equals(spec.getCurve())
                && p256.getGenerator().equals(spec.getGenerator())
                && p256.getOrder().equals(spec.getOrder());
    }

    /** The only curve in use here. */
    public static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }
}
