package io.multiregion.key;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that nobody has signed yet: from now on, for 90 days and for any use, unless told.
 *
 * @param usage bits of {@link KeyUsage}; 0 for any use
 */
public record Draft(String name, PublicKey key, Instant start, Duration life, int usage) {

    Draft(String name, PublicKey key) {
        this(name, key, Instant.now(), Duration.ofDays(90), 0);
    }

    public static X509Certificate selfSigned(String name, KeyPair pair) {
        return selfSigned(name, pair, UnaryOperator.identity());
    }

    public static X509Certificate selfSigned(String name, KeyPair pair, UnaryOperator<Draft> terms) {
        return terms.apply(new Draft(name, pair.getPublic())).signed(name, pair.getPrivate());
    }

    public Draft since(Duration ago) {
        return new Draft(name, key, Instant.now().minus(ago), life, usage);
    }

    public Draft lasting(Duration another) {
        return new Draft(name, key, start, another, usage);
    }

    public Draft onlyFor(int another) {
        return new Draft(name, key, start, life, another);
    }

    X509Certificate signed(String issuer, PrivateKey by) {
        try {
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=" + issuer),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(start),
                    Date.from(start.plus(life)),
                    new X500Principal("CN=" + name),
                    key);
            if (usage != 0) {
                certificate.addExtension(Extension.keyUsage, false, new KeyUsage(usage));
            }
            String algorithm = by.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(new JcaContentSignerBuilder(algorithm).build(by)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
