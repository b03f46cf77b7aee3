package io.multiregion.key;

import java.security.cert.X509Certificate;

/**
 * What the key of a certificate may be used for, by the certificate's key usage extension (RFC 5280, 4.2.1.3). Without one it may be
 * used for both.
 */
public enum KeyUse {
    /** Signing what leaves the region: {@code digitalSignature}. */
    SIGN,
    /** Opening what is sealed for the region: {@code keyEncipherment} for RSA, {@code keyAgreement} for EC. */
    OPEN;

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;

    /** Whether the certificate allows this use of its key. */
    public boolean allowedBy(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[bit(certificate)];
    }

    private int bit(X509Certificate certificate) {
        if (this == SIGN) {
            return DIGITAL_SIGNATURE;
        }
        return certificate.getPublicKey().getAlgorithm().equals("RSA") ? KEY_ENCIPHERMENT : KEY_AGREEMENT;
    }
}
