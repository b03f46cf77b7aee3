package io.multiregion.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLocationTest {

    private static final String[] EC = {"-keyalg", "EC", "-groupname", "secp256r1"};

    @TempDir
    Path directory;

    private Path file;
    private KeyTool store;

    @BeforeEach
    void store() {
        file = directory.resolve("eu.p12");
        store = new KeyTool(file);
    }

    @Test
    void loadsTheOnlyKey() throws Exception {
        store.key("eu", EC);
        IdentityKey key = load("pkcs12:" + file);
        assertEquals("CN=eu", key.certificate().getSubjectX500Principal().getName());
        assertEquals("EC", key.certificate().getPublicKey().getAlgorithm());
        assertEquals("key of CN=eu at pkcs12:" + file, key.toString());
    }

    @Test
    void loadsAnRsaKeyByAlias() throws Exception {
        store.key("old", EC).key("eu", "-keyalg", "RSA", "-keysize", "2048");
        IdentityKey key = load("pkcs12:" + file + "?alias=eu");
        assertEquals("RSA", key.certificate().getPublicKey().getAlgorithm());
    }

    @Test
    void severalKeysNeedAnAlias() throws Exception {
        store.key("one", EC).key("two", EC);
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("choose one of [one, two] with ?alias="), message);
    }

    @Test
    void anUnknownAliasNamesTheKnownOnes() throws Exception {
        store.key("one", EC);
        String message = refusal("pkcs12:" + file + "?alias=eu");
        assertTrue(message.contains("no private key with the alias eu: it has [one]"), message);
    }

    @Test
    void aMissingFile() {
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains(file + ": there is no such file"), message);
    }

    @Test
    void aWrongPasswordIsNotRepeated() throws Exception {
        store.key("eu", EC);
        KeyLocation location = KeyLocation.of("pkcs12:" + file);
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> location.load("not-the-one".toCharArray()));
        assertTrue(refused.getMessage().contains("the password is wrong"), refused.getMessage());
        assertFalse(refused.toString().contains("not-the-one"));
    }

    @Test
    void aFileThatIsNoKeyStore() throws Exception {
        Files.writeString(file, "hello");
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("not a readable PKCS#12 file"), message);
    }

    @Test
    void aShortRsaKey() throws Exception {
        store.key("eu", "-keyalg", "RSA", "-keysize", "1024");
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("RSA key has 1024 bits: use 2048 or more"), message);
    }

    @Test
    void anotherCurve() throws Exception {
        store.key("eu", "-keyalg", "EC", "-groupname", "secp384r1");
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("not on P-256"), message);
    }

    @Test
    void anotherKindOfKey() throws Exception {
        store.key("eu", "-keyalg", "Ed25519");
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("use RSA (2048 bits or more) or EC P-256"), message);
    }

    @Test
    void anExpiredCertificate() throws Exception {
        store.key("eu", "-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-3d", "-validity", "1");
        String message = refusal("pkcs12:" + file);
        assertTrue(message.contains("certificate expired at"), message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "pkcs12:", "/path/eu.p12", "jks:/path/eu.jks"})
    void anotherLocation(String uri) {
        String message = assertThrows(IllegalArgumentException.class, () -> KeyLocation.of(uri))
                .getMessage();
        assertTrue(message.contains("a key location is pkcs12:/path/file.p12"), message);
    }

    private static IdentityKey load(String uri) {
        return KeyLocation.of(uri).load(KeyTool.PASSWORD.toCharArray());
    }

    private static String refusal(String uri) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> load(uri)).getMessage();
        assertFalse(message.contains(KeyTool.PASSWORD), message);
        return message;
    }
}
