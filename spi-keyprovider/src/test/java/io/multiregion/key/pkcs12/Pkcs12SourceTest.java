package io.multiregion.key.pkcs12;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.GoldenVector;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyFile;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.KeyTool;
import io.multiregion.key.Keys;
import io.multiregion.key.Program;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.cipher.RsaOaep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12SourceTest {

    private static final Map<String, String> ACME = Map.of("realm", "acme");

    /** What keytool made. */
    private static final Path KEYS = GoldenVector.keys();

    @TempDir
    Path directory;

    private abstract static class Contract extends KeySourceContract {

        private final String wrapping;

        Contract(String wrapping) {
            this.wrapping = wrapping;
        }

        @Override
        protected IdentityKey rsa() {
            return identity(KEYS, "rsa");
        }

        @Override
        protected IdentityKey ec() {
            return identity(KEYS, "ec");
        }

        @Override
        protected WrappingKey wrapping() {
            return Pkcs12SourceTest.wrapping(KEYS, wrapping);
        }

        @Override
        protected WrappingKey anotherWrapping() {
            return Pkcs12SourceTest.wrapping(KEYS, wrapping + "2");
        }

        @Override
        protected String secret() {
            return KeyFile.PASSWORD;
        }

        @Test
        void unwrapsWhatWasWrappedBefore() throws Exception {
            assertArrayEquals(DATA_KEY, wrapping().unwrap(GoldenVector.wrapped("pkcs12", wrapping), CONTEXT));
        }
    }

    @Nested
    class WithASecretKey extends Contract {
        WithASecretKey() {
            super("aes");
        }
    }

    @Nested
    class WithAnRsaPair extends Contract {
        WithAnRsaPair() {
            super("rsa");
        }
    }

    @Nested
    class WithAnEcPair extends Contract {
        WithAnEcPair() {
            super("ec");
        }
    }

    /** In a file that keytool made. */
    @Test
    void theOnlyKeyNeedsNoAlias() {
        Path file = directory.resolve("one.p12");
        KeyTool store = new KeyTool(file).ec("eu");
        assertEquals(
                "pkcs12:" + file, Keys.identity("pkcs12:" + file, password()).uri());
        byte[] byPair = Keys.wrapping("pkcs12:" + file, password()).wrap(new byte[32], ACME);
        // the kind of key is in the second byte: a pair without, the secret key once there is one
        assertEquals(3, byPair[1]);
        store.aes("wrap");
        assertEquals(1, Keys.wrapping("pkcs12:" + file, password()).wrap(new byte[32], ACME)[1]);
        assertEquals(
                "CN=eu",
                Keys.identity("pkcs12:" + file, password())
                        .certificate()
                        .getSubjectX500Principal()
                        .getName());
        assertArrayEquals(new byte[32], wrapping(file, "eu").unwrap(byPair, ACME));
    }

    @Test
    void aFileThatOpensslMade() throws Exception {
        Program openssl = Program.of("openssl", "openssl");
        String key = directory.resolve("key.pem").toString();
        String certificate = directory.resolve("certificate.pem").toString();
        Path file = directory.resolve("openssl.p12");
        openssl.run(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=eu",
                "-keyout",
                key,
                "-out",
                certificate);
        openssl.run(
                "pkcs12",
                "-export",
                "-inkey",
                key,
                "-in",
                certificate,
                "-out",
                file.toString(),
                "-name",
                "eu",
                "-passout",
                "pass:" + KeyFile.PASSWORD);
        IdentityKey identity = identity(file, "eu");
        byte[] encrypted = RsaOaep.encrypt(identity.certificate().getPublicKey(), new byte[32]);
        assertArrayEquals(new byte[32], identity.decrypt(encrypted));
        WrappingKey wrapping = wrapping(file, "eu");
        assertArrayEquals(new byte[32], wrapping.unwrap(wrapping.wrap(new byte[32], ACME), ACME));
    }

    @Test
    void whatAnExpiredPairWrappedStaysReadable() throws Exception {
        Path file = directory.resolve("old.p12");
        new KeyFile(file)
                .key(
                        "old",
                        TestKeys.ec(),
                        terms -> terms.since(Duration.ofDays(3)).lasting(Duration.ofDays(1)));
        WrappingKey key = wrapping(file, "old");
        assertArrayEquals(new byte[32], key.unwrap(key.wrap(new byte[32], ACME), ACME));
        assertTrue(refusal("pkcs12:" + file, true).contains("its certificate expired at"));
    }

    @Test
    void theCertificateSaysWhatAKeyIsFor() throws Exception {
        Path file = directory.resolve("usage.p12");
        new KeyFile(file)
                .key("signs", TestKeys.ec(), terms -> terms.onlyFor(KeyUsage.digitalSignature))
                .key("agrees", TestKeys.ec(), terms -> terms.onlyFor(KeyUsage.keyAgreement));
        ECPublicKey other = (ECPublicKey) TestKeys.ec().getPublic();
        assertTrue(identity(file, "signs").sign(new byte[1]).length > 0);
        assertEquals(32, identity(file, "agrees").agree(other).length);
        String message = assertThrows(
                        KeyDeniedException.class, () -> identity(file, "signs").agree(other))
                .getMessage();
        assertTrue(message.contains("its certificate is not for keyAgreement"), message);
        assertThrows(KeyDeniedException.class, () -> identity(file, "agrees").sign(new byte[1]));
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        String uri = "pkcs12:" + KEYS;
        assertTrue(
                refusal(uri, true).contains("several private keys: choose one of [rsa, rsa2, ec, ec2] with ?alias="));
        assertTrue(refusal(uri, false).contains("several secret keys: choose one of [aes, aes2, short] with ?alias="));
        assertTrue(refusal(uri + "?alias=eu", true)
                .contains("has no private key with the alias eu: it has [rsa, rsa2, ec, ec2]"));
        assertTrue(refusal(uri + "?alias=aes", true).contains("has no private key with the alias aes"));
        assertTrue(refusal(uri + "?alias=short", false).contains("does not have 256 bits"));
        assertTrue(refusal(uri + ".gone", true).contains(".gone: there is no such file"));
        Files.writeString(directory.resolve("text"), "hello");
        assertTrue(refusal("pkcs12:" + directory.resolve("text"), true).contains("not a readable PKCS#12 file"));
        Path weak = directory.resolve("weak.p12");
        new KeyFile(weak).key("weak", TestKeys.weakRsa());
        assertTrue(refusal("pkcs12:" + weak, true).contains("RSA key has 1024 bits: use 2048 or more"));
        assertTrue(refusal("pkcs12:" + weak, false).contains("RSA key has 1024 bits: use 2048 or more"));
    }

    @Test
    void aWrongPasswordIsNotRepeated() {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> Keys.wrapping("pkcs12:" + KEYS + "?alias=aes", "not-the-one".toCharArray()));
        assertTrue(refused.getMessage().contains("the password is wrong"), refused.getMessage());
        assertFalse(refused.toString().contains("not-the-one"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "pkcs12:",
                "pkcs12:?alias=x",
                "/path/eu.p12",
                "pkcs12:/a?alias=",
                "pkcs12:/a?alias=x&alias=y",
                "pkcs12:/a?password=hidden",
                "pkcs12:/a\n"
            })
    void anotherLocation(String uri) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new Pkcs12Source().identity(uri, password()))
                .getMessage();
        assertTrue(message.contains("a key location is pkcs12:/path/file.p12"), message);
        assertFalse(message.contains("hidden"), message);
    }

    private static String refusal(String uri, boolean identity) {
        String message = assertThrows(IllegalArgumentException.class, () -> {
                    if (identity) {
                        Keys.identity(uri, password());
                    } else {
                        Keys.wrapping(uri, password());
                    }
                })
                .getMessage();
        assertFalse(message.contains(KeyFile.PASSWORD), message);
        return message;
    }

    private static IdentityKey identity(Path file, String alias) {
        return Keys.identity("pkcs12:" + file + "?alias=" + alias, password());
    }

    private static WrappingKey wrapping(Path file, String alias) {
        return Keys.wrapping("pkcs12:" + file + "?alias=" + alias, password());
    }

    private static char[] password() {
        return KeyFile.PASSWORD.toCharArray();
    }
}
