package io.multiregion.engine.secret.stored;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.secret.DataKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBytesTest {

    private static final String PLACE = "MR_PART.SEALED/realm-a/cut-1/1";
    private static final DataKey KEY = key("00112233aabbccdd", "realm-a", 1);
    private static final byte[] MESSAGE = "a sealed message".getBytes(StandardCharsets.UTF_8);

    /** Written once and for all: what is stored must open in every later version. */
    private static final String GOLDEN = "6d722d62797465733a313a30303131323233336161626263636464112c674f42a8bf"
            + "524bbb7244519abf742c6f1c68d9da586a4129457392b71c08e6b0bb1884d99e410441e1fb";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 4 * 1024 * 1024})
    void whatIsSealedOpens(int length) throws GeneralSecurityException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        byte[] sealed = SealedBytes.seal(KEY, PLACE, bytes);
        assertEquals(Optional.of(KEY.id()), SealedBytes.keyOf(sealed));
        assertArrayEquals(bytes, SealedBytes.open(KEY, PLACE, sealed));
    }

    @Test
    void theFormatStays() throws GeneralSecurityException {
        assertEquals(GOLDEN, HexFormat.of().formatHex(SealedBytes.seal(KEY, PLACE, MESSAGE)));
        assertArrayEquals(MESSAGE, SealedBytes.open(KEY, PLACE, HexFormat.of().parseHex(GOLDEN)));
    }

    @ParameterizedTest
    @CsvSource({
        "another part, realm-a, 1, MR_PART.SEALED/realm-a/cut-1/2",
        "another cut, realm-a, 1, MR_PART.SEALED/realm-a/cut-2/1",
        "another realm, realm-b, 1, MR_PART.SEALED/realm-a/cut-1/1",
        "another key, realm-a, 2, MR_PART.SEALED/realm-a/cut-1/1",
    })
    void itOpensNowhereElse(String what, String realm, int material, String place) {
        byte[] sealed = SealedBytes.seal(KEY, PLACE, MESSAGE);
        assertThrows(
                GeneralSecurityException.class,
                () -> SealedBytes.open(key(KEY.id(), realm, material), place, sealed),
                what);
    }

    @Test
    void noByteCanBeChangedAndNoneCanBeMissing() {
        byte[] sealed = SealedBytes.seal(KEY, PLACE, MESSAGE);
        int head = sealed.length - MESSAGE.length - 28;
        for (int i = head; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThrows(GeneralSecurityException.class, () -> SealedBytes.open(KEY, PLACE, changed), "byte " + i);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThrows(GeneralSecurityException.class, () -> SealedBytes.open(KEY, PLACE, cut), i + " bytes");
        }
    }

    /** A sealed message of another region is DER, and begins with 0x30. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "mr-bytes:1:", "mr-bytes:1:00112233aabbccd", "mr-bytes:2:00112233aabbccdd-and-more"})
    void whatIsNotSealedHasNoKey(String stored) {
        assertEquals(Optional.empty(), SealedBytes.keyOf(stored.getBytes(StandardCharsets.UTF_8)));
    }

    private static DataKey key(String id, String realm, int material) {
        byte[] bytes = new byte[DataKey.BYTES];
        bytes[0] = (byte) material;
        return new DataKey(id, realm, bytes);
    }
}
