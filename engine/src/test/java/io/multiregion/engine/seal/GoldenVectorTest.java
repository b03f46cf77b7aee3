package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages of format version 3, sealed once and kept, must open in every version that reads format 3. The two of a
 * direction have the same content key. The key pairs were made with {@code keytool} for this test only.
 */
class GoldenVectorTest {

    private static final String PASSWORD = "golden-vector";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"ec,eu,us", "ec,us,eu", "rsa,eu,us", "rsa,us,eu"})
    void opens(String kind, String from, String to) throws Exception {
        WatchedKey key = new WatchedKey(keys(to, kind).signing());
        Envelope recipient = new Envelope(
                to,
                TestRegion.keys(key),
                new TestTrust(Map.of(from, keys(from, kind).certificates())));
        EncryptedPart[] parts = new EncryptedPart[2];
        for (int number = 1; number <= 2; number++) {
            byte[] message = resource("message-" + kind + "-" + from + "-" + to + "-" + number + ".der");
            Opened opened = recipient.open(message);
            assertEquals(Headers.batch(from, to), opened.header());
            assertEquals(payload(number), new String(opened.payload(), StandardCharsets.UTF_8));
            parts[number - 1] = EncryptedPart.read(SignedPart.read(message).content());
        }
        assertEquals(parts[0].wrapped(), parts[1].wrapped(), "one content key");
        assertNotEquals(parts[0].nonce()[11], parts[1].nonce()[11], "two nonces");
        assertEquals(1, key.opened.get(), "one call of the recipient's key");
    }

    /** Format 1 had another plain text, format 2 no stream; no release has written either. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anOlderFormatIsRefused(int format) throws Exception {
        Envelope us = new Envelope(
                "us",
                keys("us", "ec"),
                new TestTrust(Map.of("eu", keys("eu", "ec").certificates())));
        byte[] message = resource("format-" + format + ".der");
        String reason =
                assertThrows(NotAcceptedException.class, () -> us.open(message)).reason();
        assertTrue(reason.contains("format version " + format + ", this region reads only 3"), reason);
    }

    private static String payload(int number) {
        return "golden vector " + number + " of format 3";
    }

    private RegionKeys keys(String name, String kind) throws IOException {
        Path file = Files.write(directory.resolve(name + ".p12"), resource(name + "-" + kind + ".p12"));
        return RegionKeys.at("pkcs12:" + file, PASSWORD.toCharArray());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenVectorTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
