package io.multiregion.key.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.KeyTool;
import io.multiregion.key.Keys;
import io.multiregion.key.WrappingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12SourceTest {

    private static final String[] EC = {"-keyalg", "EC", "-groupname", "secp256r1"};
    private static final String[] RSA = {"-keyalg", "RSA", "-keysize", "2048"};

    private static final Map<String, String> ACME = Map.of("realm", "acme");

    @TempDir
    static Path directory;

    private static Path keys;

    @BeforeAll
    static void file() throws Exception {
        keys = directory.resolve("eu.p12");
        new KeyTool(keys)
                .key("rsa", RSA)
                .key("rsa2", RSA)
                .key("ec", EC)
                .key("ec2", EC)
                .secret("aes", "AES", 256)
                .secret("aes2", "AES", 256)
                .secret("short", "AES", 128);
    }

    private abstract static class Contract extends KeySourceContract {

        private final String wrapping;

        Contract(String wrapping) {
            this.wrapping = wrapping;
        }

        @Override
        protected IdentityKey rsa() {
            return identity(keys, "rsa");
        }

        @Override
        protected IdentityKey ec() {
            return identity(keys, "ec");
        }

        @Override
        protected WrappingKey wrapping() {
            return Pkcs12SourceTest.wrapping(keys, wrapping);
        }

        @Override
        protected WrappingKey anotherWrapping() {
            return Pkcs12SourceTest.wrapping(keys, wrapping + "2");
        }

        @Override
        protected String secret() {
            return KeyTool.PASSWORD;
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

    @Test
    void theOnlyKeyNeedsNoAlias() throws Exception {
        Path file = directory.resolve("one.p12");
        KeyTool store = new KeyTool(file).key("eu", EC);
        assertEquals(
                "pkcs12:" + file, Keys.identity("pkcs12:" + file, password()).uri());
        byte[] byPair = Keys.wrapping("pkcs12:" + file, password()).wrap(new byte[32], ACME);
        // the kind of key is in the second byte: a pair without, the secret key once there is one
        assertEquals(3, byPair[1]);
        store.secret("wrap", "AES", 256);
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
    void whatAnExpiredPairWrappedStaysReadable() throws Exception {
        Path file = directory.resolve("old.p12");
        new KeyTool(file).key("old", "-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-3d", "-validity", "1");
        WrappingKey key = wrapping(file, "old");
        assertArrayEquals(new byte[32], key.unwrap(key.wrap(new byte[32], ACME), ACME));
        assertTrue(refusal("pkcs12:" + file, true).contains("its certificate expired at"));
    }

    @Test
    void theCertificateSaysWhatAKeyIsFor() throws Exception {
        Path file = directory.resolve("usage.p12");
        new KeyTool(file)
                .key("signs", "-keyalg", "EC", "-groupname", "secp256r1", "-ext", "KeyUsage=digitalSignature")
                .key("agrees", "-keyalg", "EC", "-groupname", "secp256r1", "-ext", "KeyUsage=keyAgreement");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPublicKey other = (ECPublicKey) generator.generateKeyPair().getPublic();
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
        String uri = "pkcs12:" + keys;
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
        new KeyTool(weak).key("weak", "-keyalg", "RSA", "-keysize", "1024");
        assertTrue(refusal("pkcs12:" + weak, true).contains("RSA key has 1024 bits: use 2048 or more"));
        assertTrue(refusal("pkcs12:" + weak, false).contains("RSA key has 1024 bits: use 2048 or more"));
    }

    @Test
    void aWrongPasswordIsNotRepeated() {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> Keys.wrapping("pkcs12:" + keys + "?alias=aes", "not-the-one".toCharArray()));
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
        assertFalse(message.contains(KeyTool.PASSWORD), message);
        return message;
    }

    private static IdentityKey identity(Path file, String alias) {
        return Keys.identity("pkcs12:" + file + "?alias=" + alias, password());
    }

    private static WrappingKey wrapping(Path file, String alias) {
        return Keys.wrapping("pkcs12:" + file + "?alias=" + alias, password());
    }

    private static char[] password() {
        return KeyTool.PASSWORD.toCharArray();
    }
}
