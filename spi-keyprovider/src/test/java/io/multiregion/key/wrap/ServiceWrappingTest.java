package io.multiregion.key.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.WrappingKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceWrappingTest {

    private static final byte[] DATA_KEY = "0123456789abcdef".getBytes();
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");

    /** Its ciphertext is the plain text with its bytes turned round. */
    private record Turning(String version) implements ServiceCipher {

        @Override
        public Ciphertext encrypt(byte[] dataKey, Map<String, String> context) {
            return new Ciphertext(version, turned(dataKey));
        }

        @Override
        public byte[] decrypt(Ciphertext made, Map<String, String> context) {
            assertEquals(version, made.keyVersion());
            return turned(made.bytes());
        }

        private static byte[] turned(byte[] bytes) {
            byte[] turned = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                turned[i] = bytes[bytes.length - 1 - i];
            }
            return turned;
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"'', 0104000000", "7, 010401370000", "42, 01040234320000"})
    void theVersionStandsBeforeWhatTheServiceMade(String version, String head) {
        WrappingKey key = key(version);
        byte[] wrapped = key.wrap(DATA_KEY, Map.of());
        assertEquals(
                head + HexFormat.of().formatHex(Turning.turned(DATA_KEY)),
                HexFormat.of().formatHex(wrapped));
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, Map.of()));
    }

    private static WrappingKey key(String version) {
        return version.isEmpty()
                ? Wrapping.service("x:y", new Turning(version))
                : Wrapping.service("x:y", NUMBER, new Turning(version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another layout, another kind, something encapsulated
                "020401370000",
                "010201370000",
                "01040137000100",
                // no version, one that there can't be, one that is too long, one that is no ASCII
                "0104000000",
                "010401300000",
                "0104033333330000",
                "010401b70000"
            })
    void anotherFormIsNotShownToTheService(String head) {
        assertDenied(HexFormat.of().parseHex(head + HexFormat.of().formatHex(DATA_KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "010437", "0104013700", "0104013700ff", "010401370000"})
    void whatWasCutOffIsNotShownToTheService(String wrapped) {
        assertDenied(HexFormat.of().parseHex(wrapped));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 65})
    void whatTheServiceGivesBackIsNoDataKey(int length) {
        byte[] head = HexFormat.of().parseHex("010401370000");
        assertDenied(Arrays.copyOf(head, head.length + length));
    }

    private static void assertDenied(byte[] wrapped) {
        String message = assertThrows(KeyDeniedException.class, () -> key("7").unwrap(wrapped, Map.of()))
                .getMessage();
        assertEquals(
                "x:y: the data key was wrapped with another key or for another purpose, or was changed: use the key that wrapped it,"
                        + " or restore the row",
                message);
    }
}
