package io.multiregion.replication.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Ephemeral-static ECDH on P-256, key derivation with SHA-256, AES-256 key wrap (RFC 5753). The derivation is done here since
 * the JDK has none for CMS; the secret comes from whichever provider understands the private key.
 */
final class AgreedKey implements KeyTransfer {

    private static final AlgorithmIdentifier WRAP = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
    private static final AlgorithmIdentifier ECDH =
            new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP);
    private static final AlgorithmIdentifier P256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    private static final byte[] KEY_BITS = {0, 0, 1, 0};
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private final IssuerAndSerialNumber recipient;
    private final PublicKey publicKey;
    private final SecureRandom random;

    AgreedKey(IssuerAndSerialNumber recipient, PublicKey publicKey, SecureRandom random) {
        this.recipient = recipient;
        this.publicKey = publicKey;
        this.random = random;
    }

    @Override
    public RecipientInfo wrap(SecretKey contentKey) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair ephemeral = generator.generateKeyPair();
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, wrappingKey(ephemeral.getPrivate(), publicKey));
        byte[] point = SubjectPublicKeyInfo.getInstance(ephemeral.getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets();
        return new RecipientInfo(new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(P256, point)),
                null,
                ECDH,
                new DERSequence(new RecipientEncryptedKey(
                        new KeyAgreeRecipientIdentifier(recipient), new DEROctetString(cipher.wrap(contentKey))))));
    }

    @Override
    public SecretKey unwrap(RecipientInfo info, PrivateKey key)
            throws GeneralSecurityException, IOException, NotAccepted {
        if (!(info.getInfo() instanceof KeyAgreeRecipientInfo agreement)
                || !agreement.getKeyEncryptionAlgorithm().equals(ECDH)
                || agreement.getUserKeyingMaterial() != null
                || agreement.getRecipientEncryptedKeys().size() != 1) {
            throw new NotAccepted("the content key is not sent by ECDH on P-256 with SHA-256 and AES-256 key wrap");
        }
        RecipientEncryptedKey wrapped = RecipientEncryptedKey.getInstance(
                agreement.getRecipientEncryptedKeys().getObjectAt(0));
        if (!wrapped.getIdentifier().equals(new KeyAgreeRecipientIdentifier(recipient))) {
            throw new NotAccepted(OTHER_CERTIFICATE);
        }
        byte[] point =
                agreement.getOriginator().getOriginatorKey().getPublicKeyData().getOctets();
        PublicKey ephemeral = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(new SubjectPublicKeyInfo(P256, point).getEncoded()));
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.UNWRAP_MODE, wrappingKey(key, ephemeral));
        return (SecretKey) cipher.unwrap(wrapped.getEncryptedKey().getOctets(), "AES", Cipher.SECRET_KEY);
    }

    /** X9.63 with SHA-256; one block of it is exactly the 256 bits that are needed. */
    private static SecretKey wrappingKey(PrivateKey own, PublicKey other) throws GeneralSecurityException, IOException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(agreement.generateSecret());
        digest.update(FIRST_BLOCK);
        digest.update(new ECCCMSSharedInfo(WRAP, KEY_BITS).getEncoded(ASN1Encoding.DER));
        return new SecretKeySpec(digest.digest(), "AES");
    }
}
