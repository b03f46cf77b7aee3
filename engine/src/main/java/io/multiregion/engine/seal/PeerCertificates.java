package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.key.KeyUse;
import io.multiregion.key.trust.TrustedRegions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Which certificates of other regions count, for what is sealed and for what is opened. */
public record PeerCertificates(TrustedRegions trusted) {

    /** @throws IllegalStateException if nothing can be sealed for this region */
    public X509Certificate recipient(String to) {
        List<X509Certificate> certificates = trusted.certificates(to);
        return certificates.stream()
                .filter(KeyUse.OPEN::allowedBy)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        certificates.isEmpty()
                                ? trusted.refusal(to)
                                : "no certificate of region " + to + " may be sealed for: add one with the key usage"
                                        + " keyEncipherment (RSA) or keyAgreement (EC), or none"));
    }

    /** Any of these may have signed; there is at least one. */
    public List<X509Certificate> senders(String from) throws NotAcceptedException {
        List<X509Certificate> certificates = trusted.certificates(from);
        if (certificates.isEmpty()) {
            throw new NotAcceptedException("the sender " + from + " is not trusted: " + trusted.refusal(from));
        }
        List<X509Certificate> signers =
                certificates.stream().filter(KeyUse.SIGN::allowedBy).toList();
        if (signers.isEmpty()) {
            throw new NotAcceptedException(
                    "no certificate of " + from + " may sign (key usage digitalSignature, or none)");
        }
        List<X509Certificate> valid =
                signers.stream().filter(PeerCertificates::isValid).toList();
        if (valid.isEmpty()) {
            throw new NotAcceptedException("the certificate of " + from + " is not valid now");
        }
        return valid;
    }

    private static boolean isValid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
