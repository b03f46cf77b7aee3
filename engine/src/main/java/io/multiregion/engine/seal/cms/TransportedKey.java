package io.multiregion.engine.seal.cms;

import io.multiregion.key.IdentityKey;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** RSA-OAEP with SHA-256 in both places (RFC 3560). */
final class TransportedKey implements KeyTransfer {

    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    private static final AlgorithmIdentifier OAEP = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    private static final OAEPParameterSpec PARAMETERS =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final IssuerAndSerialNumber recipient;
    private final PublicKey publicKey;
    private final SecureRandom random;

    TransportedKey(IssuerAndSerialNumber recipient, PublicKey publicKey, SecureRandom random) {
        this.recipient = recipient;
        this.publicKey = publicKey;
        this.random = random;
    }

    @Override
    public RecipientInfo wrap(byte[] contentKey) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        // a module for FIPS wraps keys by OAEP, and encrypts nothing else
        cipher.init(Cipher.WRAP_MODE, publicKey, PARAMETERS, random);
        return new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(recipient),
                OAEP,
                new DEROctetString(cipher.wrap(new SecretKeySpec(contentKey, "AES")))));
    }

    @Override
    public boolean isFor(RecipientInfo wrapped) {
        return wrapped.getInfo() instanceof KeyTransRecipientInfo transport
                && transport.getRecipientIdentifier().equals(new RecipientIdentifier(recipient));
    }

    @Override
    public byte[] unwrap(RecipientInfo wrapped, IdentityKey key) throws NotAcceptedException {
        KeyTransRecipientInfo transport = (KeyTransRecipientInfo) wrapped.getInfo();
        if (!transport.getKeyEncryptionAlgorithm().equals(OAEP)) {
            throw new NotAcceptedException("the content key is not sent by RSA-OAEP with SHA-256");
        }
        return key.decrypt(transport.getEncryptedKey().getOctets());
    }
}
