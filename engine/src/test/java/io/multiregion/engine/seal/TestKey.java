package io.multiregion.engine.seal;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A fresh key pair, as a place outside the process would offer it: the envelope sees the operations only. */
public record TestKey(X509Certificate certificate, PrivateKey privateKey) implements IdentityKey {

    /** The certificate has no key usage: it allows all. */
    static final int ANY = 0;

    static TestKey make(String name, String algorithm, Duration validity, int usage) {
        return make(name, algorithm, algorithm.equals("RSA") ? 3072 : 256, validity, usage);
    }

    static TestKey make(String name, String algorithm, int bits, Duration validity, int usage) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            X500Principal subject = new X500Principal("CN=" + name);
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(100, new Random()),
                    Date.from(now.minus(Duration.ofDays(2))),
                    Date.from(now.plus(validity)),
                    subject,
                    pair.getPublic());
            if (usage != ANY) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
            var signer = new JcaContentSignerBuilder(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(pair.getPrivate());
            return new TestKey(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer)), pair.getPrivate());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String uri() {
        return "test:" + certificate.getSubjectX500Principal().getName();
    }

    @Override
    public byte[] sign(byte[] message) {
        return call(() -> {
            Signature signature = Signature.getInstance(
                    privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        });
    }

    @Override
    public byte[] decrypt(byte[] encrypted) {
        return call(() -> {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    privateKey,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return cipher.doFinal(encrypted);
        });
    }

    @Override
    public byte[] agree(ECPublicKey other) {
        return call(() -> {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(privateKey);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        });
    }

    private interface Operation {
        byte[] run() throws GeneralSecurityException;
    }

    private byte[] call(Operation operation) {
        try {
            return operation.run();
        } catch (GeneralSecurityException e) {
            throw new KeyDeniedException(uri(), "refused", e);
        }
    }
}
