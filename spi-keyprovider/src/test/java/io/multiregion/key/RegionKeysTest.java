package io.multiregion.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionKeysTest {

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
    void severalUrisWithBlanksBetween() throws Exception {
        store.key("new", EC).key("old", EC);
        RegionKeys keys = at(uri("new") + "  " + uri("old") + "\n");
        assertEquals(
                List.of("CN=new", "CN=old"),
                keys.certificates().stream()
                        .map(certificate ->
                                certificate.getSubjectX500Principal().getName())
                        .toList());
        assertEquals(uri("new"), keys.signing().uri());
        assertEquals(2, keys.opening().size());
    }

    @Test
    void theKeyUsageOfTheCertificatesSaysWhichKeyDoesWhat() throws Exception {
        store.key("opens", with("KeyUsage=keyAgreement")).key("signs", with("KeyUsage=digitalSignature"));
        RegionKeys keys = at(uri("opens") + " " + uri("signs"));
        assertEquals(uri("signs"), keys.signing().uri());
        assertEquals(
                List.of(uri("opens")),
                keys.opening().stream().map(IdentityKey::uri).toList());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> at(uri("opens")))
                .getMessage()
                .contains("none of the keys " + uri("opens") + " may sign"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> at(uri("signs")))
                .getMessage()
                .contains("may open what is sealed"));
    }

    @Test
    void keyEnciphermentIsForRsaOnly() throws Exception {
        store.key("rsa", "-keyalg", "RSA", "-keysize", "2048", "-ext", "KeyUsage=keyEncipherment,digitalSignature");
        assertEquals(1, at(uri("rsa")).opening().size());
        store.key("ec", with("KeyUsage=keyEncipherment,digitalSignature"));
        assertThrows(IllegalArgumentException.class, () -> at(uri("ec")));
    }

    @Test
    void aKeyInMemorySignsAndAgrees() throws Exception {
        store.key("eu", EC);
        IdentityKey key = at(uri("eu")).signing();
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.certificate());
        verifier.update(new byte[] {1, 2, 3});
        assertTrue(verifier.verify(key.sign(new byte[] {1, 2, 3})));
        assertFalse(key.toString().contains("privateKey"), key.toString());

        ECPublicKey other = generated("secp256r1");
        assertEquals(32, key.agree(other).length);
        assertArrayEquals(key.agree(other), key.agree(other));
        ECPublicKey foreign = generated("secp384r1");
        assertThrows(KeyDeniedException.class, () -> key.agree(foreign));
        assertThrows(KeyDeniedException.class, () -> key.decrypt(new byte[256]));
    }

    private static ECPublicKey generated(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return (ECPublicKey) generator.generateKeyPair().getPublic();
    }

    private static String[] with(String extension) {
        return new String[] {EC[0], EC[1], EC[2], EC[3], "-ext", extension};
    }

    private String uri(String alias) {
        return "pkcs12:" + file + "?alias=" + alias;
    }

    private static RegionKeys at(String uris) {
        return RegionKeys.at(uris, KeyTool.PASSWORD.toCharArray());
    }
}
