package io.multiregion.engine.peer;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of fresh keys that began and end when a test wants it. */
public final class TestCertificates {

    /** The certificate has no key usage: it allows all. */
    public static final int ANY = 0;

    private TestCertificates() {}

    /** Of a P-256 key, valid since two days. */
    public static X509Certificate endingIn(String name, Duration left) {
        return make(name, "EC", 256, Duration.ofDays(2), left, ANY);
    }

    /** The same for a key that may do one thing only. */
    public static X509Certificate endingIn(String name, Duration left, int usage) {
        return make(name, "EC", 256, Duration.ofDays(2), left, usage);
    }

    /** Of a key of a kind and size. */
    public static X509Certificate of(String name, String algorithm, int bits) {
        return make(name, algorithm, bits, Duration.ofDays(2), Duration.ofDays(90), ANY);
    }

    /** Of a P-256 key, valid since some time. */
    public static X509Certificate since(String name, Duration age) {
        return make(name, "EC", 256, age, Duration.ofDays(90), ANY);
    }

    private static X509Certificate make(
            String name, String algorithm, int bits, Duration age, Duration left, int usage) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            X500Principal subject = new X500Principal("CN=" + name);
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(100, new Random()),
                    Date.from(now.minus(age)),
                    Date.from(now.plus(left)),
                    subject,
                    pair.getPublic());
            if (usage != ANY) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
            var signer = new JcaContentSignerBuilder(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
