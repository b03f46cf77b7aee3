package io.multiregion.key;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;

/** Gives a certificate to a public key whose private half is out of reach. */
public final class CertificateIssuer {

    private final KeyPair pair = TestKeys.ec();

    public X509Certificate certificate(String name, PublicKey key) {
        return new Draft(name, key).since(Duration.ofMinutes(5)).signed("issuer", pair.getPrivate());
    }

    public Path pem(Path file, PublicKey key) {
        return Pem.of(certificate(file.getFileName().toString(), key)).to(file);
    }

    /** Signs the digest of something that is known only to who asks: PKCS #1 v1.5, or ECDSA in DER. */
    public static byte[] signedDigest(KeyPair pair, byte[] digest) throws GeneralSecurityException {
        if (digest.length != 32) {
            throw new GeneralSecurityException("not a digest of SHA-256");
        }
        boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
        Signature signature = Signature.getInstance(rsa ? "NONEwithRSA" : "NONEwithECDSA");
        signature.initSign(pair.getPrivate());
        // NONEwithRSA pads what it gets: the DigestInfo of SHA-256 (RFC 8017, 9.2) stands before the digest
        signature.update(rsa ? HexFormat.of().parseHex("3031300d060960864801650304020105000420") : new byte[0]);
        signature.update(digest);
        return signature.sign();
    }
}
