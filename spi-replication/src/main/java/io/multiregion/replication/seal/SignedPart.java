package io.multiregion.replication.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
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
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The outer layer: CMS SignedData (RFC 5652) around the encrypted layer, with the header as a signed attribute and no certificate.
 *
 * <p>The DER of it is a function of signer, header, content and signature. So what is read is written again and must be the same
 * bytes: no byte of a message is outside the check.
 */
record SignedPart(byte[] header, byte[] content, byte[] signature) {

    /** Of the 2.25 arc (a UUID), which needs no registration. */
    static final ASN1ObjectIdentifier HEADER = new ASN1ObjectIdentifier("2.25.318296373204440604600847533065861187657");

    private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

    static SignedPart sign(byte[] header, byte[] content, PrivateKey key) throws GeneralSecurityException, IOException {
        Signature signer = Signature.getInstance(algorithm(key.getAlgorithm()));
        signer.initSign(key);
        signer.update(attributes(header, content).getEncoded(ASN1Encoding.DER));
        return new SignedPart(header, content, signer.sign());
    }

    /** Takes a message apart; what it says is not proven before {@link #prove}. */
    static SignedPart read(byte[] message) throws NotAccepted {
        new DerScan(message).check();
        try {
            ContentInfo outer = ContentInfo.getInstance(ASN1Primitive.fromByteArray(message));
            SignedData data = SignedData.getInstance(outer.getContent());
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            Attribute header = new AttributeTable(signer.getAuthenticatedAttributes()).get(HEADER);
            return new SignedPart(
                    octets(header.getAttrValues().getObjectAt(0)),
                    octets(data.getEncapContentInfo().getContent()),
                    signer.getEncryptedDigest().getOctets());
        } catch (IOException | RuntimeException e) {
            throw new NotAccepted("not a sealed message", e);
        }
    }

    byte[] encode(X509Certificate signer) throws GeneralSecurityException, IOException {
        SignerInfo info = new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(Certificate.getInstance(signer.getEncoded()))),
                SHA256,
                attributes(header, content),
                signatureIdentifier(signer),
                new DEROctetString(signature),
                null);
        ContentInfo encapsulated = new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(content));
        SignedData data = new SignedData(new DERSet(SHA256), encapsulated, null, null, new DERSet(info));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
    }

    /** Passes if the message was signed with the key of this certificate, and no byte of it is another one than was sent. */
    void prove(X509Certificate signer, byte[] message) throws NotAccepted {
        try {
            Signature verifier =
                    Signature.getInstance(algorithm(signer.getPublicKey().getAlgorithm()));
            verifier.initVerify(signer.getPublicKey());
            verifier.update(attributes(header, content).getEncoded(ASN1Encoding.DER));
            if (!verifier.verify(signature)) {
                throw new NotAccepted("the signature is not of the trusted key of the sender");
            }
            if (!Arrays.equals(message, encode(signer))) {
                throw new NotAccepted("the signed layer is not in its only encoding");
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new NotAccepted("the signature cannot be checked", e);
        }
    }

    private static ASN1Set attributes(byte[] header, byte[] content) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)));
        attributes.add(new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest))));
        attributes.add(new Attribute(HEADER, new DERSet(new DEROctetString(header))));
        return new DERSet(attributes);
    }

    private static String algorithm(String key) {
        return key.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static AlgorithmIdentifier signatureIdentifier(X509Certificate signer) {
        return signer.getPublicKey().getAlgorithm().equals("RSA")
                ? new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE)
                : new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    private static byte[] octets(Object value) {
        return ASN1OctetString.getInstance(value).getOctets();
    }
}
