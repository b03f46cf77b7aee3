package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.setup.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documented HAProxy lets messages in where other regions come, by their certificates, and nowhere else; and a region shows
 * the certificate that its settings name. A server that answers everything stands for the region.
 */
final class MessagesEntryTest {

    private static final String MESSAGES = "/realms/master/multi-region/messages";
    private static final List<String> EC = List.of("-keyalg", "EC", "-groupname", "secp256r1");
    private static final String LOCAL = "san=ip:127.0.0.1";

    @TempDir
    private Path directory;

    private HttpServer region;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        region = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        region.createContext("/", MessagesEntryTest::answer);
        region.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        region.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var announced = String.valueOf(exchange.getRequestHeaders().getFirst("Multi-Region-Header"));
            var answer = (exchange.getRequestMethod() + " " + announced.length()).getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                exchange.getResponseHeaders().add("Upgrade-Seen", "yes");
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Test
    void fromTheInternetNoMessageComesIn() throws IOException {
        int port = Ports.free();
        var address = "127.0.0.1:" + region.getAddress().getPort();
        proxy("haproxy.cfg", Map.of("LISTEN", "127.0.0.1:" + port, "REALM", "acme", "EU", address, "US", address));
        awaitOpen(port);
        Await.upTo(Duration.ofSeconds(10), "the region is seen")
                .until(() -> status(port, "/realms/acme/multi-region/health/primary") == 200);
        assertEquals(200, status(port, "/realms/acme/account"));
        for (var spelled : List.of(
                MESSAGES,
                MESSAGES + "/",
                MESSAGES + "?x=y",
                MESSAGES + ";x=y",
                "//realms//master///multi-region//messages",
                "/realms/master;x=y/multi-region;z/messages",
                "/realms/master/multi%2Dregion/%6Dessages",
                "/realms/master/multi-region%2Fmessages",
                "/realms/master/./multi-region/x/../messages",
                "/realms/acme/multi-region/messages")) {
            assertEquals(404, status(port, spelled), spelled);
        }
    }

    /** A server that takes the offer answers 101, and the load balancer passes all that follows, a message as well. */
    @Test
    void noConnectionBecomesATunnelPastTheRules() throws IOException {
        int port = Ports.free();
        var address = "127.0.0.1:" + region.getAddress().getPort();
        proxy("haproxy.cfg", Map.of("LISTEN", "127.0.0.1:" + port, "REALM", "acme", "EU", address, "US", address));
        awaitOpen(port);
        var offer = "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            var request = "GET /realms/acme/account HTTP/1.1\r\nHost: login\r\n" + offer + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertFalse(answer.toLowerCase(Locale.ROOT).contains("upgrade-seen"), answer);
        }
    }

    private static int status(int port, String target) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            var request =
                    "POST " + target + " HTTP/1.1\r\nHost: login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
        }
    }

    @Test
    void otherRegionsComeInWithTheirCertificate() throws Exception {
        var keys = new Keys(directory);
        keys.make("us", EC, "-ext", LOCAL);
        keys.make("eu", EC);
        keys.make("mars", EC);
        int port = Ports.free();
        var variables = new TreeMap<>(Map.of("LISTEN", "127.0.0.1:" + port));
        variables.put("CERTIFICATE", pem("us").toString());
        variables.put(
                "PEERS",
                Files.writeString(directory.resolve("peers.pem"), keys.certificate("eu"))
                        .toString());
        variables.put("REGION", "127.0.0.1:" + region.getAddress().getPort());
        proxy("haproxy-regions.cfg", variables);
        awaitOpen(port);

        var trust = directory.resolve("trust.p12");
        Shell.in(directory)
                .run(
                        keytool(),
                        "-importcert",
                        "-noprompt",
                        "-file",
                        Files.writeString(directory.resolve("us.crt"), keys.certificate("us"))
                                .toString(),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        trust.toString(),
                        "-storepass",
                        Keys.PASSWORD);
        var announcement = "a".repeat(8000);
        assertEquals("answer: POST 8000", courier(port, trust, "eu", announcement));
        for (var unknown : Arrays.asList("mars", null)) {
            var failure = courier(port, trust, unknown, announcement);
            assertTrue(failure.startsWith("failure: no answer from") && failure.contains("tls-key-store"), failure);
        }
    }

    /** Sends a message from a process with the documented settings. */
    private String courier(int port, Path trust, String identity, String announcement) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + Keys.PASSWORD));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Courier.class.getName()));
        command.addAll(List.of("https://127.0.0.1:" + port, announcement));
        if (identity != null) {
            command.addAll(List.of(directory.resolve(identity + ".p12").toString(), Keys.PASSWORD));
        }
        return Shell.in(directory).run(command).strip();
    }

    private Path pem(String region) {
        var file = directory.resolve(region + ".pem");
        Shell.in(directory)
                .run(
                        Program.of("openssl", "openssl").toString(),
                        "pkcs12",
                        "-in",
                        directory.resolve(region + ".p12").toString(),
                        "-nodes",
                        "-passin",
                        "pass:" + Keys.PASSWORD,
                        "-out",
                        file.toString());
        return file;
    }

    private static String keytool() {
        return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    }

    private void proxy(String example, Map<String, String> variables) throws IOException {
        var builder = new ProcessBuilder(
                        Program.of("haproxy", "haproxy").toString(),
                        "-db",
                        "-f",
                        Checkout.here()
                                .root()
                                .resolve("docs/examples")
                                .resolve(example)
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile());
        builder.environment().putAll(variables);
        started.add(builder.start());
    }

    private void awaitOpen(int port) {
        Await.upTo(Duration.ofSeconds(20), "HAProxy listens").until(() -> {
            if (!started.get(0).isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("haproxy.log")));
            }
            try (var socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            }
        });
    }
}
