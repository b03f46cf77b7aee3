package io.multiregion.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionKeysTest {

    @TempDir
    Path directory;

    private Path file;
    private KeyFile store;

    @BeforeEach
    void store() throws Exception {
        file = directory.resolve("eu.p12");
        store = new KeyFile(file);
    }

    @Test
    void severalUrisWithBlanksBetween() throws Exception {
        store.key("new", TestKeys.ec()).key("old", TestKeys.ec());
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
        store.key("opens", TestKeys.ec(), terms -> terms.onlyFor(KeyUsage.keyAgreement))
                .key("signs", TestKeys.ec(), terms -> terms.onlyFor(KeyUsage.digitalSignature));
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
        UnaryOperator<Draft> both = terms -> terms.onlyFor(KeyUsage.keyEncipherment | KeyUsage.digitalSignature);
        store.key("rsa", TestKeys.rsa("eu"), both);
        assertEquals(1, at(uri("rsa")).opening().size());
        store.key("ec", TestKeys.ec(), both);
        assertThrows(IllegalArgumentException.class, () -> at(uri("ec")));
    }

    @Test
    void aKeyInMemorySignsAndAgrees() throws Exception {
        store.key("eu", TestKeys.ec());
        IdentityKey key = at(uri("eu")).signing();
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.certificate());
        verifier.update(new byte[] {1, 2, 3});
        assertTrue(verifier.verify(key.sign(new byte[] {1, 2, 3})));
        assertFalse(key.toString().contains("privateKey"), key.toString());

        ECPublicKey other = (ECPublicKey) TestKeys.ec().getPublic();
        assertEquals(32, key.agree(other).length);
        assertArrayEquals(key.agree(other), key.agree(other));
        ECPublicKey foreign = (ECPublicKey) TestKeys.ec("secp384r1").getPublic();
        assertThrows(KeyDeniedException.class, () -> key.agree(foreign));
        assertThrows(KeyDeniedException.class, () -> key.decrypt(new byte[256]));
    }

    private String uri(String alias) {
        return "pkcs12:" + file + "?alias=" + alias;
    }

    private static RegionKeys at(String uris) {
        return RegionKeys.at(uris, KeyFile.PASSWORD.toCharArray());
    }
}
