package io.multiregion.engine.seal.cms;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.cipher.P256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
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
 * the JDK has none for CMS; the secret comes from the key, wherever it is kept.
 */
final class AgreedKey implements KeyTransfer {

    private static final AlgorithmIdentifier WRAP = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
    private static final AlgorithmIdentifier ECDH =
            new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP);
    private static final AlgorithmIdentifier EC =
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
    public RecipientInfo wrap(byte[] contentKey) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair ephemeral = generator.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ephemeral.getPrivate());
        agreement.doPhase(publicKey, true);
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, wrappingKey(agreement.generateSecret()));
        byte[] point = P256.encode((ECPublicKey) ephemeral.getPublic());
        return new RecipientInfo(new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(EC, point)),
                null,
                ECDH,
                new DERSequence(new RecipientEncryptedKey(
                        new KeyAgreeRecipientIdentifier(recipient),
                        new DEROctetString(cipher.wrap(new SecretKeySpec(contentKey, "AES")))))));
    }

    @Override
    public boolean isFor(RecipientInfo wrapped) {
        return wrapped.getInfo() instanceof KeyAgreeRecipientInfo agreement
                && agreement.getRecipientEncryptedKeys().size() == 1
                && encryptedKey(agreement).getIdentifier().equals(new KeyAgreeRecipientIdentifier(recipient));
    }

    @Override
    public byte[] unwrap(RecipientInfo wrapped, IdentityKey key)
            throws GeneralSecurityException, IOException, NotAcceptedException {
        KeyAgreeRecipientInfo agreement = (KeyAgreeRecipientInfo) wrapped.getInfo();
        OriginatorPublicKey originator = agreement.getOriginator().getOriginatorKey();
        if (!agreement.getKeyEncryptionAlgorithm().equals(ECDH)
                || agreement.getUserKeyingMaterial() != null
                || originator == null
                || !originator.getAlgorithm().equals(EC)) {
            throw new NotAcceptedException(
                    "the content key is not sent by ECDH on P-256 with SHA-256 and AES-256 key wrap");
        }
        byte[] point = originator.getPublicKeyData().getOctets();
        PublicKey ephemeral = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(new SubjectPublicKeyInfo(EC, point).getEncoded()));
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.UNWRAP_MODE, wrappingKey(key.agree((ECPublicKey) ephemeral)));
        byte[] encrypted = encryptedKey(agreement).getEncryptedKey().getOctets();
        return cipher.unwrap(encrypted, "AES", Cipher.SECRET_KEY).getEncoded();
    }

    private static RecipientEncryptedKey encryptedKey(KeyAgreeRecipientInfo agreement) {
        return RecipientEncryptedKey.getInstance(
                agreement.getRecipientEncryptedKeys().getObjectAt(0));
    }

    /** X9.63 with SHA-256; one block of it is exactly the 256 bits that are needed. */
    private static SecretKey wrappingKey(byte[] secret) throws GeneralSecurityException, IOException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(secret);
        digest.update(FIRST_BLOCK);
        digest.update(new ECCCMSSharedInfo(WRAP, KEY_BITS).getEncoded(ASN1Encoding.DER));
        Arrays.fill(secret, (byte) 0);
        return new SecretKeySpec(digest.digest(), "AES");
    }
}
