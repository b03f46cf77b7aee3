package io.multiregion.key.pkcs11;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.Keys;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real SoftHSM2. */
class Pkcs11SourceTest extends KeySourceContract {

    private static SoftHsm module;

    @TempDir
    Path directory;

    @BeforeAll
    static void token() throws Exception {
        module = new SoftHsm();
        module.pair("rsa", "RSA:2048", "01");
        module.pair("ec", "EC:prime256v1", "02");
        module.secret("aes", "03");
        module.secret("aes2", "04");
        module.tool("--keypairgen", "--key-type", "EC:prime256v1", "--label", "no certificate", "--id", "05");
    }

    @Override
    protected IdentityKey rsa() {
        return Keys.identity(uri("rsa"), pin());
    }

    @Override
    protected IdentityKey ec() {
        return Keys.identity(uri("ec"), pin());
    }

    @Override
    protected WrappingKey wrapping() {
        return Keys.wrapping(uri("aes"), pin());
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return Keys.wrapping(uri("aes2"), pin());
    }

    @Override
    protected String secret() {
        return SoftHsm.PIN;
    }

    @Test
    void keysNeverLeaveTheToken() throws Exception {
        agreesOnTheSame();
        for (String label : new String[] {"rsa", "ec", "aes"}) {
            OpenToken token = OpenToken.of(TokenUri.of(uri(label)), pin());
            assertNull(token.key().getEncoded());
            assertTrue(
                    token.key().toString().contains("unextractable"),
                    token.key().toString());
        }
        // said by the token itself: of the two pairs (and the one without a certificate) and of the two secret keys
        String objects = module.tool("--list-objects");
        assertEquals(5, objects.split("never extractable", -1).length - 1, objects);
        assertEquals(5, objects.split("Access: *sensitive, always sensitive", -1).length - 1, objects);
        String refusal = assertThrows(
                        IllegalStateException.class,
                        () -> module.tool("--read-object", "--type", "secrkey", "--id", "03"))
                .getMessage();
        assertTrue(refusal.contains("CKR_ATTRIBUTE_SENSITIVE"), refusal);
    }

    private void agreesOnTheSame() {
        KeyPair other = TestKeys.ec();
        assertArrayEquals(ec().agree((ECPublicKey) other.getPublic()), ec().agree((ECPublicKey) other.getPublic()));
    }

    @Test
    void aLostSessionIsOpenedAgain() throws Exception {
        IdentityKey rsa = rsa();
        IdentityKey ec = ec();
        WrappingKey aes = wrapping();
        byte[] wrapped = aes.wrap(DATA_KEY, CONTEXT);
        module.goAway();
        try {
            assertTrue(unavailable(() -> ec.sign(DATA_KEY)).getMessage().contains("insert or connect it"));
            unavailable(() -> rsa.sign(DATA_KEY));
            unavailable(() -> aes.unwrap(wrapped, CONTEXT));
            unavailable(() -> aes.wrap(DATA_KEY, CONTEXT));
            unavailable(() -> ec());
            unavailable(() -> wrapping().unwrap(wrapped, CONTEXT));
        } finally {
            module.comeBack();
        }
        assertArrayEquals(DATA_KEY, aes.unwrap(wrapped, CONTEXT));
        assertSigned("SHA256withECDSA", ec);
        assertSigned("SHA256withRSA", rsa);
        // all sessions lost at once, without anybody having noticed
        module.goAway();
        module.comeBack();
        assertArrayEquals(DATA_KEY, aes.unwrap(wrapped, CONTEXT));
        assertSigned("SHA256withECDSA", ec);
    }

    @Test
    void aWrongPinIsTriedOnce() {
        // nobody is logged in to this token: else the module would not ask for a PIN again
        TokenUri uri = TokenUri.of(uri("aes").replace("mr%20eu", "other"));
        TokenKey key = new TokenKey(
                uri, "00000000".toCharArray(), new TimeLimit("x", uri.uri().timeLimit()));
        String message = assertThrows(IllegalArgumentException.class, key::open).getMessage();
        assertTrue(message.contains("the token refused the PIN (CKR_PIN_INCORRECT)"), message);
        assertFalse(message.contains("00000000"), message);
        Throwable first = denied(() -> key.use(token -> DATA_KEY));
        assertEquals(first, denied(() -> key.use(token -> DATA_KEY)));
    }

    @Test
    void aCertificateMayComeFromAFile() {
        Path file = new CertificateIssuer()
                .pem(directory.resolve("eu.pem"), ec().certificate().getPublicKey());
        IdentityKey key = Keys.identity(uri("ec") + "&certificate=" + file, pin());
        assertEquals("CN=eu.pem", key.certificate().getSubjectX500Principal().getName());
    }

    @Test
    void aTokenMayBeNamedByItsSlot() {
        String slot = new Slots(SoftHsm.MODULE.toString()).find("mr eu").orElseThrow();
        WrappingKey key = Keys.wrapping(uri("aes").replace("token=mr%20eu", "slot-id=" + slot), pin());
        assertArrayEquals(DATA_KEY, key.unwrap(wrapping().wrap(DATA_KEY, CONTEXT), CONTEXT));
    }

    @Test
    void refusalsSayWhatToDo() {
        assertTrue(refusal(uri("none")).contains("the token has no key with that label"));
        assertTrue(refusal(uri("no%20certificate")).contains("a private key without a certificate of the same id"));
        assertTrue(refusal(uri("aes")).contains("it is not a private key"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Keys.wrapping(uri("rsa"), pin()))
                .getMessage()
                .contains("it is not an AES key"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Keys.identity(uri("rsa"), null))
                .getMessage()
                .contains("its PIN is missing"));
        assertTrue(unavailable(() -> Keys.identity(uri("rsa").replace("mr%20eu", "gone"), pin()))
                .getMessage()
                .contains("no token with that label"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs11:",
                "pkcs11:token=mr;object=eu",
                "pkcs11:object=eu?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "pkcs11:token=mr?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "pkcs11:token=mr;object=eu?module-path=/none.so",
                "pkcs11:token=mr;object=eu?module-path=/a\"b.so",
                "pkcs11:token=mr;token=mr;object=eu?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "pkcs11:token=mr;slot-id=1;object=eu?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "pkcs11:token=mr;object=eu?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-value=hidden",
                "pkcs11:token=mr;object=eu;pin=hidden?module-path=/usr/lib/softhsm/libsofthsm2.so"
            })
    void anotherLocation(String uri) {
        String message = refusal(uri);
        assertTrue(message.contains("a key location is pkcs11:token=name;object=name?module-path="), message);
        assertFalse(message.contains("hidden"), message);
    }

    private static String refusal(String uri) {
        return assertThrows(IllegalArgumentException.class, () -> Keys.identity(uri, pin()))
                .getMessage();
    }

    private static String uri(String object) {
        return "pkcs11:token=mr%20eu;object=" + object + "?module-path=" + SoftHsm.MODULE;
    }

    private static char[] pin() {
        return SoftHsm.PIN.toCharArray();
    }
}
