package io.multiregion.key;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Gives a certificate to a public key whose private half is out of reach. */
public final class Issuer {

    private final KeyPair pair;

    public Issuer() {
        this.pair = ec();
    }

    public X509Certificate certificate(String name, PublicKey key) {
        Instant now = Instant.now();
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    new X500Principal("CN=issuer"),
                                    BigInteger.valueOf(System.nanoTime()),
                                    Date.from(now.minus(Duration.ofMinutes(5))),
                                    Date.from(now.plus(Duration.ofDays(90))),
                                    new X500Principal("CN=" + name),
                                    key)
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Path pem(Path file, PublicKey key) {
        try {
            byte[] der = certificate(file.getFileName().toString(), key).getEncoded();
            return Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                            + "\n-----END CERTIFICATE-----\n");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
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

    public static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
