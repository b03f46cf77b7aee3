package io.multiregion.replication.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.Certificate;

/** How the content key of one message gets to the owner of one certificate. The kind of the certificate's key decides. */
interface KeyTransfer {

    String OTHER_CERTIFICATE = "sealed for another certificate of this region: give the current one to the sender";

    RecipientInfo wrap(SecretKey contentKey) throws GeneralSecurityException, IOException;

    SecretKey unwrap(RecipientInfo info, PrivateKey key) throws GeneralSecurityException, IOException, NotAccepted;

    static KeyTransfer to(X509Certificate certificate, SecureRandom random) throws GeneralSecurityException {
        IssuerAndSerialNumber name = new IssuerAndSerialNumber(Certificate.getInstance(certificate.getEncoded()));
        return certificate.getPublicKey().getAlgorithm().equals("RSA")
                ? new TransportedKey(name, certificate.getPublicKey(), random)
                : new AgreedKey(name, certificate.getPublicKey(), random);
    }
}
