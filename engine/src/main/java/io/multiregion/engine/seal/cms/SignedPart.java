package io.multiregion.engine.seal.cms;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The outer layer: CMS SignedData (RFC 5652) around the encrypted layer, with the header as a signed attribute and no certificate.
 *
 * <p>The DER of it is a function of signer, header, content and signature. So what is read is written again and must be the same
 * bytes: no byte of a message is outside the check.
 *
 * @param attributes the signed ones; they follow from header and content, whose digest is worth taking once only
 */
public record SignedPart(
        IssuerAndSerialNumber signer, byte[] header, byte[] content, ASN1Set attributes, byte[] signature) {

    /** Of the 2.25 arc (a UUID), which needs no registration. */
    public static final ASN1ObjectIdentifier HEADER =
            new ASN1ObjectIdentifier("2.25.318296373204440604600847533065861187657");

    private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

    public static SignedPart of(IssuerAndSerialNumber signer, byte[] header, byte[] content, byte[] signature) {
        return new SignedPart(signer, header, content, attributes(header, content), signature);
    }

    /** @throws KeyException if the key cannot sign */
    public static SignedPart sign(byte[] header, byte[] content, IdentityKey key)
            throws GeneralSecurityException, IOException {
        ASN1Set attributes = attributes(header, content);
        byte[] signature = key.sign(attributes.getEncoded(ASN1Encoding.DER));
        return new SignedPart(CertificateName.of(key.certificate()), header, content, attributes, signature);
    }

    /** Takes a message apart; what it says is not proven before {@link #prove}. */
    public static SignedPart read(byte[] message) throws NotAcceptedException {
        new DerScan(message).check();
        try {
            ContentInfo outer = ContentInfo.getInstance(ASN1Primitive.fromByteArray(message));
            SignedData data = SignedData.getInstance(outer.getContent());
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            Attribute header = new AttributeTable(signer.getAuthenticatedAttributes()).get(HEADER);
            return of(
                    IssuerAndSerialNumber.getInstance(signer.getSID().getId()),
                    octets(header.getAttrValues().getObjectAt(0)),
                    octets(data.getEncapContentInfo().getContent()),
                    signer.getEncryptedDigest().getOctets());
        } catch (IOException | RuntimeException e) {
            throw new NotAcceptedException("not a sealed message", e);
        }
    }

    /** @param key of the signer's certificate: it decides how the signature is named */
    public byte[] encode(PublicKey key) throws IOException {
        return Der.bytes(layer(key), content.length);
    }

    private ContentInfo layer(PublicKey key) {
        SignerInfo info = new SignerInfo(
                new SignerIdentifier(signer),
                SHA256,
                attributes,
                signatureIdentifier(key),
                new DEROctetString(signature),
                null);
        ContentInfo encapsulated = new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(content));
        SignedData data = new SignedData(new DERSet(SHA256), encapsulated, null, null, new DERSet(info));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data);
    }

    /**
     * Passes if the message was signed with the key of one of these certificates, the one it names, and no byte of it is another one
     * than was sent.
     */
    public void prove(List<X509Certificate> trusted, byte[] message) throws NotAcceptedException {
        try {
            PublicKey key = named(trusted).getPublicKey();
            Signature verifier = Signature.getInstance(algorithm(key.getAlgorithm()));
            verifier.initVerify(key);
            verifier.update(attributes.getEncoded(ASN1Encoding.DER));
            if (!verifier.verify(signature)) {
                throw new NotAcceptedException("the signature is not of the trusted key of the sender");
            }
            if (!Der.is(message, layer(key))) {
                throw new NotAcceptedException("the signed layer is not in its only encoding");
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new NotAcceptedException("the signature cannot be checked", e);
        }
    }

    private X509Certificate named(List<X509Certificate> trusted) throws GeneralSecurityException, NotAcceptedException {
        for (X509Certificate certificate : trusted) {
            if (CertificateName.of(certificate).equals(signer)) {
                return certificate;
            }
        }
        throw new NotAcceptedException("signed for a certificate that is not a trusted one of the sender ("
                + CertificateName.serial(signer) + "): trust its current certificate");
    }

    private static ASN1Set attributes(byte[] header, byte[] content) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)));
        attributes.add(new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest(content)))));
        attributes.add(new Attribute(HEADER, new DERSet(new DEROctetString(header))));
        return new DERSet(attributes);
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String algorithm(String key) {
        return key.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static AlgorithmIdentifier signatureIdentifier(PublicKey key) {
        return key.getAlgorithm().equals("RSA")
                ? new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
                : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    private static byte[] octets(Object value) {
        return ASN1OctetString.getInstance(value).getOctets();
    }
}
