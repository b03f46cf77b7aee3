package io.multiregion.engine.seal.cms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
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
 * The inner layer: CMS AuthEnvelopedData (RFC 5083) for one recipient, AES-256-GCM.
 *
 * <p>It has no authenticated attributes: OpenSSL 3.0 expects them under another tag than RFC 5083 gives them, so an auditor could
 * not open the message.
 *
 * @param wrapped the content key, for the recipient
 * @param encrypted with the tag at its end
 */
public record EncryptedPart(RecipientInfo wrapped, byte[] nonce, byte[] encrypted) {

    private static final int STEP = 16 * 1024;

    public static byte[] encrypt(ByteBuffer plain, OutgoingKey.Use use) throws GeneralSecurityException, IOException {
        byte[] encrypted = encrypt(plain.array(), plain.limit(), use.cipher());
        return new EncryptedPart(use.wrapped(), use.nonce(), encrypted).encode();
    }

    /** In many small steps: the JDK compiles AES-GCM to what the processor has for it only after it was called often. */
    private static byte[] encrypt(byte[] plain, int length, Cipher cipher) throws GeneralSecurityException {
        byte[] encrypted = new byte[length + ContentKey.TAG_BYTES];
        int out = 0;
        for (int in = 0; in < length; in += STEP) {
            out += cipher.update(plain, in, Math.min(STEP, length - in), encrypted, out);
        }
        cipher.doFinal(encrypted, out);
        return encrypted;
    }

    public byte[] encode() throws IOException {
        int length = encrypted.length - ContentKey.TAG_BYTES;
        AuthEnvelopedData data = new AuthEnvelopedData(
                null,
                new DERSet(wrapped),
                new EncryptedContentInfo(
                        CMSObjectIdentifiers.data,
                        new AlgorithmIdentifier(
                                NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, ContentKey.TAG_BYTES)),
                        new DEROctetString(Arrays.copyOf(encrypted, length))),
                null,
                new DEROctetString(Arrays.copyOfRange(encrypted, length, encrypted.length)),
                null);
        return Der.bytes(new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data), length);
    }

    /** Takes the layer apart; nothing of it is opened yet. */
    public static EncryptedPart read(byte[] encoded) throws NotAcceptedException {
        new DerScan(encoded).check();
        try {
            ContentInfo info = ContentInfo.getInstance(ASN1Primitive.fromByteArray(encoded));
            if (!info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData)) {
                throw new NotAcceptedException("what is signed is not encrypted");
            }
            AuthEnvelopedData data = AuthEnvelopedData.getInstance(info.getContent());
            EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
            byte[] tag = data.getMac().getOctets();
            if (data.getRecipientInfos().size() != 1
                    || tag.length != ContentKey.TAG_BYTES
                    || data.getOriginatorInfo() != null
                    || data.getAuthAttrs() != null
                    || data.getUnauthAttrs() != null) {
                throw new NotAcceptedException("the encrypted layer has not the shape it has to have");
            }
            byte[] ciphertext = content.getEncryptedContent().getOctets();
            byte[] all = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
            System.arraycopy(tag, 0, all, ciphertext.length, tag.length);
            return new EncryptedPart(
                    RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0)),
                    nonce(content.getContentEncryptionAlgorithm()),
                    all);
        } catch (IOException | RuntimeException e) {
            throw new NotAcceptedException("what is signed is no encrypted layer", e);
        }
    }

    public byte[] decrypt(Cipher cipher) throws NotAcceptedException {
        try {
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new NotAcceptedException("the encrypted layer does not open with its content key", e);
        }
    }

    private static byte[] nonce(AlgorithmIdentifier algorithm) throws NotAcceptedException {
        if (!algorithm.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_GCM)) {
            throw new NotAcceptedException("not encrypted with AES-256-GCM");
        }
        GCMParameters parameters = GCMParameters.getInstance(algorithm.getParameters());
        if (parameters.getIcvLen() != ContentKey.TAG_BYTES || parameters.getNonce().length != ContentKey.NONCE_BYTES) {
            throw new NotAcceptedException("AES-256-GCM with another nonce or tag size");
        }
        return parameters.getNonce();
    }
}
