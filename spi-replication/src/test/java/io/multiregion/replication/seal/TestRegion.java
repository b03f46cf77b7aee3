package io.multiregion.replication.seal;

import io.multiregion.key.RegionKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A region with a fresh key. */
record TestRegion(String name, X509Certificate certificate, PrivateKey privateKey) implements RegionKeys {

    static TestRegion rsa(String name) {
        return make(name, "RSA", 3072, Duration.ofDays(1));
    }

    static TestRegion ec(String name) {
        return make(name, "EC", 256, Duration.ofDays(1));
    }

    static TestRegion expired(String name) {
        return make(name, "EC", 256, Duration.ofHours(-1));
    }

    private static TestRegion make(String name, String algorithm, int bits, Duration validity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            X500Principal subject = new X500Principal("CN=" + name);
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minus(Duration.ofDays(2))),
                    Date.from(now.plus(validity)),
                    subject,
                    pair.getPublic());
            var signer = new JcaContentSignerBuilder(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(pair.getPrivate());
            return new TestRegion(
                    name, new JcaX509CertificateConverter().getCertificate(builder.build(signer)), pair.getPrivate());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The envelope of this region, which trusts the others. */
    Envelope trusting(TestRegion... others) {
        return new Envelope(name, this, new TestTrust(others));
    }
}
