package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the commands of {@code docs/envelope.md}, taken from there, with the real program. */
class OpensslTest {

    private static final String PASSWORD = "only for this test";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"RSA,RSA", "EC,EC", "RSA,EC", "EC,RSA"})
    void anAuditorOpensAMessage(String from, String to) throws Exception {
        TestRegion eu = from.equals("RSA") ? TestRegion.rsa("eu") : TestRegion.ec("eu");
        TestRegion us = to.equals("RSA") ? TestRegion.rsa("us") : TestRegion.ec("us");
        byte[] payload = new byte[200_000];
        Arrays.fill(payload, (byte) '\n');
        Header header = Headers.batch("eu", "us");
        Files.write(directory.resolve("message.der"), eu.trusting(us).seal(header, payload));
        writePem("sender.pem", eu);
        writePem("recipient.pem", us);
        writeKeyStore("recipient.p12", us);

        String output = run(commands());

        assertTrue(output.contains(SignedPart.HEADER.getId()), output);
        byte[] plain = Files.readAllBytes(directory.resolve("plain.bin"));
        int end = 2 + ((plain[0] & 0xff) << 8 | plain[1] & 0xff);
        assertEquals(header, new HeaderFormat().decode(Arrays.copyOfRange(plain, 2, end)));
        assertArrayEquals(payload, new Compression(payload.length).inflate(plain, end + KeyPurpose.SEED_BYTES));
    }

    private static String commands() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "envelope.md"));
        Matcher block = Pattern.compile("(?s)```sh\n(.*?)```").matcher(page);
        return block.find() ? block.group(1) : fail("docs/envelope.md has no block of commands");
    }

    private String run(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "command -v openssl >/dev/null || { echo 'this test needs the program openssl (3.0 or later)'; exit 127; }\n"
                        + "set -e\n" + commands);
        builder.environment().put("KEY_PASSWORD", PASSWORD);
        Process process =
                builder.directory(directory.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private void writePem(String name, TestRegion region) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(region.certificate().getEncoded());
        Files.writeString(
                directory.resolve(name), "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private void writeKeyStore(String name, TestRegion region) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(region.name(), region.key().privateKey(), PASSWORD.toCharArray(), new Certificate[] {
            region.certificate()
        });
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
