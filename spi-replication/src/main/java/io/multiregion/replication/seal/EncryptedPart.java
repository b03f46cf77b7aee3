package io.multiregion.replication.seal;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The inner layer: CMS AuthEnvelopedData (RFC 5083) for one recipient, AES-256-GCM with a key and a nonce that are used once.
 *
 * <p>It has no authenticated attributes: OpenSSL 3.0 expects them under another tag than RFC 5083 gives them, so an auditor could
 * not open the message.
 */
final class EncryptedPart {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random;

    EncryptedPart(SecureRandom random) {
        this.random = random;
    }

    byte[] encrypt(byte[] plain, X509Certificate recipient) throws GeneralSecurityException, IOException {
        SecretKey key = new SecretKeySpec(bytes(KEY_BYTES), "AES");
        byte[] nonce = bytes(NONCE_BYTES);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
        int length = encrypted.length - TAG_BYTES;
        AuthEnvelopedData data = new AuthEnvelopedData(
                null,
                new DERSet(KeyTransfer.to(recipient, random).wrap(key.getEncoded())),
                new EncryptedContentInfo(
                        CMSObjectIdentifiers.data,
                        new AlgorithmIdentifier(
                                NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, TAG_BYTES)),
                        new DEROctetString(Arrays.copyOf(encrypted, length))),
                null,
                new DEROctetString(Arrays.copyOfRange(encrypted, length, encrypted.length)),
                null);
        return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data).getEncoded(ASN1Encoding.DER);
    }

    byte[] decrypt(byte[] encoded, RegionKeys keys) throws NotAccepted {
        try {
            AuthEnvelopedData data = read(encoded);
            EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
            GCMParameters parameters = parameters(content.getContentEncryptionAlgorithm());
            byte[] tag = data.getMac().getOctets();
            if (data.getRecipientInfos().size() != 1 || tag.length != TAG_BYTES || data.getAuthAttrs() != null) {
                throw new NotAccepted("the encrypted layer has not the shape it has to have");
            }
            SecretKey key = new SecretKeySpec(
                    unwrap(RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0)), keys), "AES");
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, parameters.getNonce());
            byte[] encrypted = content.getEncryptedContent().getOctets();
            byte[] all = Arrays.copyOf(encrypted, encrypted.length + TAG_BYTES);
            System.arraycopy(tag, 0, all, encrypted.length, TAG_BYTES);
            return cipher.doFinal(all);
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (KeyDeniedException e) {
            throw new NotAccepted("the content key was not opened by " + e.getMessage(), e);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new NotAccepted("the encrypted layer does not open with the key of this region", e);
        }
    }

    private byte[] unwrap(RecipientInfo wrapped, RegionKeys keys)
            throws GeneralSecurityException, IOException, NotAccepted {
        for (IdentityKey key : keys.opening()) {
            KeyTransfer transfer = KeyTransfer.to(key.certificate(), random);
            if (transfer.isFor(wrapped)) {
                return transfer.unwrap(wrapped, key);
            }
        }
        throw new NotAccepted("sealed for another certificate of this region: give the current one to the sender");
    }

    private static AuthEnvelopedData read(byte[] encoded) throws IOException, NotAccepted {
        ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(encoded));
        if (!info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
            throw new NotAccepted("what is signed is not encrypted");
        }
        return AuthEnvelopedData.getInstance(info.getContent());
    }

    private static GCMParameters parameters(AlgorithmIdentifier algorithm) throws NotAccepted {
        if (!algorithm.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_GCM)) {
            throw new NotAccepted("encrypted with " + algorithm.getAlgorithm() + ", not with AES-256-GCM");
        }
        GCMParameters parameters = GCMParameters.getInstance(algorithm.getParameters());
        if (parameters.getIcvLen() != TAG_BYTES || parameters.getNonce().length != NONCE_BYTES) {
            throw new NotAccepted("AES-256-GCM with another nonce or tag size");
        }
        return parameters;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return cipher;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
