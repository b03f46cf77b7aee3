package io.multiregion.replication.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.multiregion.replication.resource.Position;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderFormatTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final HeaderFormat format = new HeaderFormat();

    /** The layout of version 2, byte for byte. */
    @Test
    void version2() throws NotAccepted {
        String bytes = "8f02026461636d656265756275730101182901182a7820"
                + "3031323334353637383961626364656630313233343536373839616263646566"
                + "f6010168736368656d612d31";
        assertEquals(bytes, HexFormat.of().formatHex(format.encode(Headers.batch("eu", "us"))));
        assertEquals(Headers.batch("eu", "us"), format.decode(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void theLongestFieldsFit() throws NotAccepted {
        Header header = header(
                "\u20ac".repeat(255), "a".repeat(63), Long.MAX_VALUE, ID, Integer.MAX_VALUE, 0, "\u20ac".repeat(128));
        assertEquals(header, format.decode(format.encode(header)));
    }

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                arguments("realm id", header("", "eu", 1, ID, 1, 1, "s")),
                arguments("realm id", header("r".repeat(256), "eu", 1, ID, 1, 1, "s")),
                arguments("'from'", header("acme", "../eu", 1, ID, 1, 1, "s")),
                arguments("'from'", header("acme", null, 1, ID, 1, 1, "s")),
                arguments("negative epoch", header("acme", "eu", -1, ID, 1, 1, "s")),
                arguments("message id", header("acme", "eu", 1, ID.toUpperCase(), 1, 1, "s")),
                arguments("part below 1", header("acme", "eu", 1, ID, 0, 1, "s")),
                arguments("fewer parts", header("acme", "eu", 1, ID, 2, 1, "s")),
                arguments("fewer parts", header("acme", "eu", 1, ID, 1, -1, "s")),
                arguments("schema", header("acme", "eu", 1, ID, 1, 1, "s".repeat(129))),
                arguments("realm id is no Unicode", header("\udc00", "eu", 1, ID, 1, 1, "s")),
                arguments("schema is no Unicode", header("acme", "eu", 1, ID, 1, 1, "\ud800")));
    }

    /** Found by the fuzzer: the parser makes half a character of these bytes. */
    @Test
    void bytesThatAreNoText() {
        byte[] bytes = format.encode(header("acme", "eu", 1, ID, 1, 1, "abcd"));
        byte[] noText = {(byte) 0xed, (byte) 0xb0, (byte) 0x80, 'd'};
        System.arraycopy(noText, 0, bytes, bytes.length - 4, 4);
        String reason =
                assertThrows(NotAccepted.class, () -> format.decode(bytes)).reason();
        assertTrue(reason.contains("schema is no Unicode text"), reason);
    }

    @ParameterizedTest
    @MethodSource
    void outOfBounds(String reason, Header header) {
        String message = assertThrows(IllegalArgumentException.class, () -> format.encode(header))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static Header header(
            String realmId, String from, long epoch, String id, int part, int parts, String schema) {
        return new Header(
                MessageType.BATCH,
                realmId,
                from,
                "us",
                epoch,
                Position.START,
                new Position(epoch < 0 ? 0 : epoch, 1),
                id,
                null,
                part,
                parts,
                schema);
    }
}
