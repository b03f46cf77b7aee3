package io.multiregion.engine.seal.cms;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientInfo;

/** How a content key gets to the owner of one certificate. The kind of the certificate's key decides. */
public interface KeyTransfer {

    RecipientInfo wrap(byte[] contentKey) throws GeneralSecurityException, IOException;

    /** Whether a content key was wrapped for this certificate, in the way of its kind. */
    boolean isFor(RecipientInfo wrapped);

    /**
     * @param wrapped for this certificate
     * @param key of this certificate
     * @throws KeyException if the key cannot open it
     */
    byte[] unwrap(RecipientInfo wrapped, IdentityKey key)
            throws GeneralSecurityException, IOException, NotAcceptedException;

    static KeyTransfer to(X509Certificate certificate, SecureRandom random) throws GeneralSecurityException {
        IssuerAndSerialNumber name = CertificateName.of(certificate);
        return certificate.getPublicKey().getAlgorithm().equals("RSA")
                ? new TransportedKey(name, certificate.getPublicKey(), random)
                : new AgreedKey(name, certificate.getPublicKey(), random);
    }
}
