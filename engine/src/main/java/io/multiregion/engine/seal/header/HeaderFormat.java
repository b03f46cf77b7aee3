package io.multiregion.engine.seal.header;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.key.trust.RegionName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The one place that knows how a {@link Header} looks on the wire: a CBOR array that starts with the version of the format, and with the
 * least version that a reader must know to understand it.
 *
 * <pre>
 * [3, 3, type, realmId, from, to, epoch, baseEpoch, baseSequence, positionEpoch, positionSequence,
 *  messageId, inReplyTo or null, part, parts, schema, stream]
 * </pre>
 *
 * A later version may add fields at the end, and say for each message whether a reader of this one understands it: regions are upgraded
 * one by one, and a message about roles must be understood all the while. What a reader knows of a header has exactly one encoding: it is
 * written again and must be the same bytes. What follows is the later version's own, and skipped.
 */
public final class HeaderFormat {

    public static final int VERSION = 3;
    public static final int MAX_BYTES = 2048;

    private static final int FIELDS = 17;
    private static final int MAX_REALM_ID = 255;
    private static final int MAX_SCHEMA = 128;

    /** Of fields that a later version adds. */
    private static final int MAX_DEPTH = 4;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern STREAM = Pattern.compile("([0-9a-f]{32})?");

    /**
     * What stands around the fields that this version knows.
     *
     * @param version of the format that the header is written in
     * @param leastReader the version that a reader must know at least
     * @param type the code of the type, which may be one that is not known here
     * @param fields how many there are
     */
    private record Frame(int version, int leastReader, int type, int fields) {}

    private record Framed(Frame frame, Header header) {}

    private final CBORFactory cbor = CBORFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    /** @throws IllegalArgumentException if a field is out of its bounds */
    public byte[] encode(Header header) {
        check(header);
        require(header.type() != MessageType.UNKNOWN, "a message has a type");
        byte[] bytes = write(new Frame(VERSION, VERSION, header.type().code(), FIELDS), header);
        require(bytes.length <= MAX_BYTES, "the header is longer than " + MAX_BYTES + " bytes");
        return bytes;
    }

    public Header decode(byte[] bytes) throws NotAcceptedException {
        if (bytes.length > MAX_BYTES) {
            throw new NotAcceptedException("the header is longer than " + MAX_BYTES + " bytes");
        }
        try {
            Framed read = read(bytes);
            check(read.header());
            byte[] known = write(read.frame(), read.header());
            boolean same = read.frame().version() == VERSION
                    ? Arrays.equals(bytes, known)
                    : known.length <= bytes.length && Arrays.equals(bytes, 0, known.length, known, 0, known.length);
            if (!same) {
                throw new NotAcceptedException("the header is not in its only encoding");
            }
            return read.header();
        } catch (IOException e) {
            throw new NotAcceptedException("the header is not the CBOR it has to be");
        } catch (IllegalArgumentException e) {
            throw new NotAcceptedException("the header is out of bounds: " + e.getMessage());
        }
    }

    /** The fields that this version knows; the array that they begin may have more. */
    private byte[] write(Frame frame, Header header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator to = cbor.createGenerator(out)) {
            to.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            to.writeStartArray(null, frame.fields());
            to.writeNumber(frame.version());
            to.writeNumber(frame.leastReader());
            to.writeNumber(frame.type());
            to.writeString(header.realmId());
            to.writeString(header.from());
            to.writeString(header.to());
            to.writeNumber(header.epoch());
            to.writeNumber(header.base().epoch());
            to.writeNumber(header.base().sequence());
            to.writeNumber(header.position().epoch());
            to.writeNumber(header.position().sequence());
            to.writeString(header.messageId());
            to.writeString(header.inReplyTo());
            to.writeNumber(header.part());
            to.writeNumber(header.parts());
            to.writeString(header.schema());
            to.writeString(header.stream());
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private Framed read(byte[] bytes) throws IOException, NotAcceptedException {
        try (JsonParser from = cbor.createParser(bytes)) {
            require(from.nextToken() == JsonToken.START_ARRAY, "not an array");
            int version = integer(from);
            int leastReader = version < VERSION ? version : integer(from);
            if (version < VERSION || leastReader > VERSION) {
                throw new NotAcceptedException(
                        "the header has format version " + leastReader + ", this region reads only " + VERSION
                                + ": bring both to the same version of this extension, secondaries first");
            }
            require(leastReader >= 1 && (version > VERSION || leastReader == VERSION), "no such least reader");
            int type = integer(from);
            Header header = new Header(
                    MessageType.ofCode(type),
                    text(from),
                    text(from),
                    text(from),
                    number(from),
                    new Position(number(from), number(from)),
                    new Position(number(from), number(from)),
                    text(from),
                    textOrNull(from),
                    integer(from),
                    integer(from),
                    text(from),
                    text(from));
            return new Framed(new Frame(version, leastReader, type, FIELDS + skipRest(from)), header);
        }
    }

    /** @return how many fields follow that this version does not know */
    private static int skipRest(JsonParser from) throws IOException {
        int skipped = 0;
        for (JsonToken token = from.nextToken(); token != JsonToken.END_ARRAY; token = from.nextToken()) {
            require(token != null, "the header ends too early");
            from.skipChildren();
            skipped++;
        }
        require(from.nextToken() == null, "something follows the header");
        return skipped;
    }

    private static void check(Header header) {
        require(header.type() != null, "no type");
        requireLength(header.realmId(), 1, MAX_REALM_ID, "realm id");
        require(RegionName.isValid(header.from()), "'from' is no region name");
        require(RegionName.isValid(header.to()), "'to' is no region name");
        require(header.epoch() >= 0, "negative epoch");
        require(header.base() != null && header.position() != null, "no base or position");
        requireMessageId(header.messageId(), "message id");
        require(
                (header.type() == MessageType.REPLY) == (header.inReplyTo() != null),
                "a REPLY answers a message, nothing else does");
        if (header.inReplyTo() != null) {
            requireMessageId(header.inReplyTo(), "in-reply-to");
        }
        require(header.part() >= 1, "part below 1");
        require(header.parts() == 0 || header.parts() >= header.part(), "fewer parts than part");
        requireLength(header.schema(), 0, MAX_SCHEMA, "schema");
        require(
                header.stream() != null && STREAM.matcher(header.stream()).matches(),
                "the stream id is not empty and not 32 lower-case hex digits");
    }

    private static void requireMessageId(String id, String what) {
        require(id != null && ID.matcher(id).matches(), what + " is not 32 lower-case hex digits");
    }

    private static void requireLength(String text, int least, int most, String what) {
        require(
                text != null && text.length() >= least && text.length() <= most,
                what + " is not of " + least + " to " + most + " letters");
        // the parser makes surrogates of some bytes that are no UTF-8; they cannot be written again
        require(StandardCharsets.UTF_8.newEncoder().canEncode(text), what + " is no Unicode text");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static int integer(JsonParser from) throws IOException {
        require(from.nextToken() == JsonToken.VALUE_NUMBER_INT, "a number is missing");
        return from.getIntValue();
    }

    private static long number(JsonParser from) throws IOException {
        require(from.nextToken() == JsonToken.VALUE_NUMBER_INT, "a number is missing");
        return from.getLongValue();
    }

    private static String text(JsonParser from) throws IOException {
        require(from.nextToken() == JsonToken.VALUE_STRING, "a text is missing");
        return from.getText();
    }

    private static String textOrNull(JsonParser from) throws IOException {
        JsonToken token = from.nextToken();
        require(token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL, "a text is missing");
        return token == JsonToken.VALUE_NULL ? null : from.getText();
    }
}
