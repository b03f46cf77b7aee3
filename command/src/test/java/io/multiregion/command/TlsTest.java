package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.multiregion.command.FakeRegion.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region is who its certificate says, and that is to be trusted. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private FakeRegion region;

    @BeforeEach
    void start() throws Exception {
        keytool("-genkeypair", "-alias", "r", "-keyalg", "EC", "-dname", "CN=eu", "-ext", "SAN=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "r",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        region = new FakeRegion(server);
        region.reply("GET /overview", 200, "{\"realm\":\"acme\",\"role\":\"STANDALONE\"}");
        region.reply("GET /overview?format=text", 200, "text");
    }

    @AfterEach
    void stop() {
        region.close();
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> line = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Stream.of(words),
                                Stream.of(
                                        "-keystore",
                                        store().toString(),
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        PASSWORD)))
                .toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    private Run status(String... words) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KC_REGIONS_REALM",
                "acme",
                "KC_REGIONS_USER",
                "root",
                "KC_REGIONS_PASSWORD",
                FakeRegion.PASSWORD,
                "KC_REGIONS_TRUSTSTORE_PASSWORD",
                PASSWORD));
        List<String> line = Stream.concat(Stream.of("status"), Stream.of(words)).toList();
        environment.put("KC_REGIONS_URL", "https://127.0.0.1:" + region.port());
        return FakeRegion.run(environment, null, line.toArray(String[]::new));
    }

    @Test
    void onlyWhoIsTrustedGetsAPassword() {
        Run run = status();
        assertEquals(2, run.status());
        assertTrue(run.first().contains("no TLS with https://127.0.0.1"), run.first());
        assertTrue(run.first().contains("name it by --ca"), run.first());
        assertEquals(List.of(), region.asked);
        assertEquals(1, status("--ca", folder.resolve("ca.pem").toString()).status());
        assertEquals(1, status("--truststore", store().toString()).status());
    }

    /** The certificate is for an address, and localhost is another one. */
    @Test
    void itIsToBeTheRegionThatWasMeant() {
        Run run = status("--ca", folder.resolve("ca.pem").toString(), "--url=https://localhost:" + region.port());
        assertEquals(2, run.status(), run.output());
        assertTrue(run.first().contains("no TLS with https://localhost"), run.first());
        assertEquals(List.of(), region.asked);
    }
}
