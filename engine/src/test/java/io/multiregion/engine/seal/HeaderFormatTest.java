package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.engine.seal.header.MessageType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderFormatTest {

    private static final String STREAM = Headers.STREAM;
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final HeaderFormat format = new HeaderFormat();

    /** The layout of version 3, byte for byte. */
    @Test
    void version3() throws NotAcceptedException {
        String bytes = "910303026461636d656265756275730101182901182a7820"
                + "3031323334353637383961626364656630313233343536373839616263646566"
                + "f6010168736368656d612d317820"
                + "6665646362613938373635343332313066656463626139383736353433323130";
        assertEquals(bytes, HexFormat.of().formatHex(format.encode(Headers.batch("eu", "us"))));
        assertEquals(Headers.batch("eu", "us"), format.decode(HexFormat.of().parseHex(bytes)));
    }

    @Test
    void theLongestFieldsFit() throws NotAcceptedException {
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
                arguments("stream id", header("acme", "eu", 1, ID, 1, 1, "s", "STREAM")),
                arguments("stream id", header("acme", "eu", 1, ID, 1, 1, "s", null)),
                arguments("a message has a type", typed(MessageType.UNKNOWN)),
                arguments("realm id is no Unicode", header("\udc00", "eu", 1, ID, 1, 1, "s")),
                arguments("schema is no Unicode", header("acme", "eu", 1, ID, 1, 1, "\ud800")));
    }

    /** What a later version adds is skipped; what this one knows still has one encoding. */
    @Test
    void aLaterVersionForReadersOfThisOne() throws NotAcceptedException {
        Header batch = Headers.batch("eu", "us");
        assertEquals(batch, format.decode(NextFormat.of(batch)));
        byte[] typed = NextFormat.of(batch);
        typed[3] = 23;
        assertEquals(MessageType.UNKNOWN, format.decode(typed).type());
    }

    static Stream<Arguments> laterVersions() {
        byte[] next = NextFormat.of(Headers.batch("eu", "us"));
        byte[] fewer = next.clone();
        fewer[0]--;
        byte[] notForUs = next.clone();
        notForUs[2] = 4;
        byte[] lesser = format3();
        lesser[2] = 2;
        byte[] more = next.clone();
        more[0]++;
        byte[] unbounded = Arrays.copyOf(next, next.length + 1);
        unbounded[0] = (byte) 0x9f;
        unbounded[next.length] = (byte) 0xff;
        byte[] added = Arrays.copyOf(format3(), format3().length + 1);
        added[0]++;
        byte[] wordy = ByteBuffer.allocate(next.length + 1)
                .put(next, 0, 3)
                .put((byte) 0x18)
                .put(next, 3, next.length - 3)
                .array();
        return Stream.of(
                arguments("something follows", fewer),
                arguments("format version 4, this region reads only 3", notForUs),
                arguments("no such least reader", lesser),
                arguments("not the CBOR", more),
                arguments("only encoding", unbounded),
                arguments("only encoding", added),
                arguments("only encoding", wordy));
    }

    private static byte[] format3() {
        return new HeaderFormat().encode(Headers.batch("eu", "us"));
    }

    @ParameterizedTest
    @MethodSource
    void laterVersions(String reason, byte[] bytes) {
        String refused = assertThrows(NotAcceptedException.class, () -> format.decode(bytes))
                .reason();
        assertTrue(refused.contains(reason), refused);
    }

    /** Found by the fuzzer: the parser makes half a character of these bytes. */
    @Test
    void bytesThatAreNoText() {
        byte[] bytes = format.encode(header("acme", "eu", 1, ID, 1, 1, "abcd", ""));
        byte[] noText = {(byte) 0xed, (byte) 0xb0, (byte) 0x80, 'd'};
        System.arraycopy(noText, 0, bytes, bytes.length - 5, 4);
        String reason = assertThrows(NotAcceptedException.class, () -> format.decode(bytes))
                .reason();
        assertTrue(reason.contains("schema is no Unicode text"), reason);
    }

    @ParameterizedTest
    @MethodSource
    void outOfBounds(String reason, Header header) {
        String message = assertThrows(IllegalArgumentException.class, () -> format.encode(header))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static Header typed(MessageType type) {
        Header header = header("acme", "eu", 1, ID, 1, 1, "s");
        return new Header(
                type,
                header.realmId(),
                header.from(),
                header.to(),
                header.epoch(),
                header.base(),
                header.position(),
                header.messageId(),
                null,
                header.part(),
                header.parts(),
                header.schema(),
                header.stream());
    }

    private static Header header(
            String realmId, String from, long epoch, String id, int part, int parts, String schema) {
        return header(realmId, from, epoch, id, part, parts, schema, STREAM);
    }

    private static Header header(
            String realmId, String from, long epoch, String id, int part, int parts, String schema, String stream) {
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
                schema,
                stream);
    }
}
