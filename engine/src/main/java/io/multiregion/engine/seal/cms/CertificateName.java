package io.multiregion.engine.seal.cms;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;

/** How CMS names a certificate: by its issuer and serial number. */
public final class CertificateName {

    /** RFC 5280, 4.1.2.2, with a sign bit to spare. */
    private static final int LONGEST_SERIAL = 168;

    private CertificateName() {}

    public static IssuerAndSerialNumber of(X509Certificate certificate) throws CertificateEncodingException {
        return new IssuerAndSerialNumber(Certificate.getInstance(certificate.getEncoded()));
    }

    /** The serial number for the log; the name comes from a message, which may have put anything there. */
    static String serial(IssuerAndSerialNumber name) {
        BigInteger serial = name.getSerialNumber().getValue();
        return serial.bitLength() <= LONGEST_SERIAL ? "serial number " + serial.toString(16) : "no serial number";
    }
}
