package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.ContentKey;
import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fuzzer may do to a message. The first byte says where the rest goes in: as a message from anybody, or at a place that is behind a
 * signature or a tag, which no fuzzer gets past. Nothing but {@link NotAcceptedException} may come out, and nothing may be
 * accepted that was not sealed.
 */
public final class MessageFuzz {

    private static final List<String> VECTORS = List.of("ec-eu-us-1", "ec-eu-us-2", "rsa-eu-us-1", "rsa-us-eu-1");
    private static final byte[] HEADER = new HeaderFormat().encode(Headers.batch("eu", "us"));
    private static final KeyPurpose PURPOSE = KeyPurpose.of(Headers.batch("eu", "us"));
    private static final Compression COMPRESSION = new Compression(1 << 20);
    private static final List<byte[]> SEALED =
            List.of(resource("message-ec-eu-us-1.der"), resource("message-ec-eu-us-2.der"));
    private static final Envelope US = us();

    private static final Announcements ANNOUNCED = announcements("us", "eu");

    private MessageFuzz() {}

    /** Has the classes loaded and instrumented before the clock runs: on a busy machine that takes longer than an input may. */
    public static void fuzzerInitialize() throws Exception {
        for (byte[] seed : seeds().values()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (input[0]) {
                case 'm' -> message(rest);
                case 'a' -> announcement(new String(rest, StandardCharsets.ISO_8859_1));
                case 'h' -> header(rest);
                case 'e' -> US.decrypt(EncryptedPart.read(rest), HEADER, PURPOSE);
                case 'p' -> plain(rest);
                default -> {}
            }
        } catch (NotAcceptedException e) {
            if (e.reason() == null || e.reason().length() > 500) {
                throw new AssertionError("a reason for a log line", e);
            }
        }
    }

    private static void message(byte[] message) throws NotAcceptedException {
        US.open(message);
        if (SEALED.stream().noneMatch(known -> Arrays.equals(known, message))) {
            throw new AssertionError("a message was opened that nobody has sealed");
        }
    }

    private static void announcement(String announcement) throws NotAcceptedException {
        if (!ANNOUNCED.prove(announcement).equals(Headers.batch("eu", "us"))) {
            throw new AssertionError("an announcement is proven that nobody has made");
        }
    }

    private static void header(byte[] header) throws NotAcceptedException {
        HeaderFormat format = new HeaderFormat();
        Header read = format.decode(header);
        boolean ofThisVersion = header[1] == HeaderFormat.VERSION && read.type() != MessageType.UNKNOWN;
        if (ofThisVersion && !Arrays.equals(header, format.encode(read))) {
            throw new AssertionError("a header has two encodings");
        }
    }

    /** As if a trusted region had sealed this plain text. */
    private static void plain(byte[] payload) throws Exception {
        byte[] seed = new byte[KeyPurpose.SEED_BYTES];
        byte[] encoded =
                new PlainText(HEADER, seed, new byte[0]).encode(COMPRESSION).array();
        int start = 2 + HEADER.length + seed.length;
        byte[] plain = Arrays.copyOf(encoded, start + payload.length);
        System.arraycopy(payload, 0, plain, start, payload.length);
        byte[] read = PlainText.decode(plain, HEADER, PURPOSE, new ContentKey(PURPOSE.key(seed)), COMPRESSION)
                .payload();
        if (read.length > 1 << 20) {
            throw new AssertionError("inflated beyond the bound");
        }
    }

    /** What to begin with. */
    public static Map<String, byte[]> seeds() throws Exception {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (String name : VECTORS) {
            byte[] message = resource("message-" + name + ".der");
            seeds.put("message-" + name, at('m', message));
            seeds.put("encrypted-" + name, at('e', SignedPart.read(message).content()));
        }
        String announced = announcements("eu", "us").announce(Headers.batch("eu", "us"));
        seeds.put("announcement", at('a', announced.getBytes(StandardCharsets.ISO_8859_1)));
        seeds.put("header-batch", at('h', HEADER));
        seeds.put("header-next-format", at('h', NextFormat.of(Headers.batch("eu", "us"))));
        seeds.put("header-reply", at('h', new HeaderFormat().encode(Headers.reply("eu", "us"))));
        byte[] text = "a payload of some letters".repeat(50).getBytes();
        var plain = new PlainText(HEADER, new byte[KeyPurpose.SEED_BYTES], text).encode(COMPRESSION);
        int start = 2 + HEADER.length + KeyPurpose.SEED_BYTES;
        seeds.put("payload", at('p', Arrays.copyOfRange(plain.array(), start, plain.limit())));
        return seeds;
    }

    private static byte[] at(char place, byte[] rest) {
        byte[] input = new byte[rest.length + 1];
        input[0] = (byte) place;
        System.arraycopy(rest, 0, input, 1, rest.length);
        return input;
    }

    private static Envelope us() {
        return envelope("us", trust("eu"));
    }

    private static Announcements announcements(String region, String other) {
        TestTrust trust = trust(other);
        return new Announcements(region, envelope(region, trust), trust, Clock.systemUTC());
    }

    private static Envelope envelope(String region, TestTrust trust) {
        return new Envelope(region, keys(region), trust);
    }

    private static TestTrust trust(String other) {
        return new TestTrust(Map.of(other, keys(other).certificates()));
    }

    private static RegionKeys keys(String region) {
        try {
            Path file = Files.createTempFile(region, ".p12");
            try {
                Files.write(file, resource(region + "-ec.p12"));
                return RegionKeys.at("pkcs12:" + file, "golden-vector".toCharArray());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = MessageFuzz.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
