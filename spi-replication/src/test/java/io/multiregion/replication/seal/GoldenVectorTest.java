package io.multiregion.replication.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages of format version 1, sealed once and kept, must open in every version that reads format 1. The key pairs were made with
 * {@code keytool} for this test only.
 */
class GoldenVectorTest {

    private static final String PAYLOAD = "golden vector of format 1";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa"})
    void opens(String kind) throws Exception {
        RegionKeys eu = keys("eu", kind);
        Envelope us = new Envelope("us", keys("us", kind), new TestTrust(Map.of("eu", eu.certificates())));
        Opened opened = us.open(resource("message-" + kind + ".der"));
        assertEquals(Headers.batch("eu", "us"), opened.header());
        assertEquals(PAYLOAD, new String(opened.payload(), StandardCharsets.UTF_8));
    }

    private RegionKeys keys(String name, String kind) throws IOException {
        Path file = Files.write(directory.resolve(name + ".p12"), resource(name + "-" + kind + ".p12"));
        return RegionKeys.at("pkcs12:" + file, "golden-vector".toCharArray());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenVectorTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
