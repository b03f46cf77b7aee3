package io.multiregion.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.settings.Settings;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.Keys;
import io.multiregion.key.WrappingKey;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.crypto.Cipher;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link FipsTest} runs besides in its JVM. */
public class FipsKeys {

    private static final String PASSWORD = "fourteen-letters";

    @TempDir
    Path directory;

    @Test
    void theModuleIsInApprovedMode() throws Exception {
        assertEquals(
                true,
                Class.forName("org.bouncycastle.crypto.CryptoServicesRegistrar")
                        .getMethod("isInApprovedOnlyMode")
                        .invoke(null));
        assertEquals(
                "BCFIPS", Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName());
    }

    @Test
    void aKeyInABcfksFileDoesAllThatIsAskedOfIt() throws Exception {
        for (String kind : new String[] {"EC", "RSA"}) {
            String uri = "bcfks:" + file(kind, PASSWORD);
            IdentityKey identity = Keys.identity(uri, PASSWORD.toCharArray());
            Signature signature = Signature.getInstance("SHA256with" + (kind.equals("EC") ? "ECDSA" : kind));
            signature.initVerify(identity.certificate());
            signature.update(new byte[] {1});
            assertTrue(signature.verify(identity.sign(new byte[] {1})), kind);
            WrappingKey wrapping = Keys.wrapping(uri, PASSWORD.toCharArray());
            var context = Map.of("realm", "acme");
            assertArrayEquals(new byte[32], wrapping.unwrap(wrapping.wrap(new byte[32], context), context));
        }
    }

    @Test
    void aFileOfTheFormatIsGoodForTheCertificateThatOthersAskFor() throws Exception {
        assertEquals(
                "TLS",
                Settings.TlsKey.of(file("EC", PASSWORD).toFile(), PASSWORD.toCharArray())
                        .context()
                        .getProtocol());
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        Path file = file("EC", PASSWORD);
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> Keys.identity("bcfks:" + file, "another-of-fourteen".toCharArray()));
        assertTrue(wrong.getMessage().contains("the password is wrong"), wrong.getMessage());
    }

    private Path file(String kind, String password) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(
                kind.equals("EC")
                        ? new ECGenParameterSpec("secp256r1")
                        : new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("BCFKS");
        store.load(null, null);
        store.setKeyEntry("eu", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate(kind, pair)});
        Path file = directory.resolve(kind + ".bcfks");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private static X509Certificate certificate(String kind, KeyPair pair) throws Exception {
        var name = new X500Principal("CN=eu");
        var signer = new JcaContentSignerBuilder("SHA256with" + (kind.equals("EC") ? "ECDSA" : kind));
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.now()),
                                Date.from(Instant.now().plus(Duration.ofDays(1))),
                                name,
                                pair.getPublic())
                        .build(signer.build(pair.getPrivate())));
    }
}
