package io.multiregion.engine.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTextTest {

    private static final String PLACE = "CLIENT.SECRET/1b2c";
    private static final DataKey KEY = key("00112233aabbccdd", "realm-a", 1);

    /** Written once and for all: what is stored must open in every later version. */
    private static final String GOLDEN = "mr-sealed:1:00112233aabbccdd:JUfbGqK_ufhYGNi9IATgcZyiJrvE-7tUUUPFKMSDgfuvHQ";

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "a-client-secret", "pässwörd 🔑", "mr-sealed:1:looks like one", "{\"value\":\"SEED\"}"})
    void whatIsSealedOpens(String text) throws GeneralSecurityException {
        String sealed = SealedText.seal(KEY, PLACE, text);
        assertEquals(Optional.of(KEY.id()), SealedText.keyOf(sealed));
        assertEquals(text, SealedText.open(KEY, PLACE, sealed));
        assertTrue(!sealed.contains(text), "the text is not to be seen");
    }

    @Test
    void theFormatStays() throws GeneralSecurityException {
        assertEquals(GOLDEN, SealedText.seal(KEY, PLACE, "golden"));
        assertEquals("golden", SealedText.open(KEY, PLACE, GOLDEN));
    }

    @Test
    void theSameIsTheSameAndNothingElseIs() {
        String sealed = SealedText.seal(KEY, PLACE, "secret");
        assertEquals(sealed, SealedText.seal(KEY, PLACE, "secret"));
        assertNotEquals(sealed, SealedText.seal(KEY, PLACE, "secreu"));
        assertNotEquals(nonce(sealed), nonce(SealedText.seal(KEY, PLACE, "secreu")));
        assertNotEquals(nonce(sealed), nonce(SealedText.seal(KEY, PLACE + "x", "secret")));
    }

    @ParameterizedTest
    @CsvSource({
        "another place, 00112233aabbccdd, realm-a, 1, CLIENT.SECRET/1b2d",
        "another column, 00112233aabbccdd, realm-a, 1, CREDENTIAL.SECRET_DATA/1b2c",
        "another realm, 00112233aabbccdd, realm-b, 1, CLIENT.SECRET/1b2c",
        "another key, 00112233aabbccdd, realm-a, 2, CLIENT.SECRET/1b2c",
    })
    void itOpensNowhereElse(String what, String id, String realm, int material, String place) {
        String sealed = SealedText.seal(KEY, PLACE, "secret");
        assertThrows(
                GeneralSecurityException.class, () -> SealedText.open(key(id, realm, material), place, sealed), what);
    }

    @Test
    void noByteCanBeChanged() {
        String sealed = SealedText.seal(KEY, PLACE, "secret");
        int start = sealed.lastIndexOf(':') + 1;
        for (int i = start; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThrows(GeneralSecurityException.class, () -> SealedText.open(KEY, PLACE, changed), changed);
        }
        for (int i = start; i < sealed.length(); i++) {
            String cut = sealed.substring(0, i);
            assertThrows(GeneralSecurityException.class, () -> SealedText.open(KEY, PLACE, cut), cut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "mr-sealed:1:", "mr-sealed:1:short:x", "mr-sealed:2:00112233aabbccdd:x"})
    void whatIsNotSealedHasNoKey(String text) {
        assertEquals(Optional.empty(), SealedText.keyOf(text));
    }

    private static String nonce(String sealed) {
        int start = sealed.lastIndexOf(':') + 1;
        return sealed.substring(start, start + 16);
    }

    private static DataKey key(String id, String realm, int material) {
        byte[] bytes = new byte[DataKey.BYTES];
        bytes[0] = (byte) material;
        return new DataKey(id, realm, bytes);
    }
}
