package io.multiregion.replication.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.multiregion.engine.peer.carrier.HttpTransport;
import io.multiregion.engine.peer.transport.Recipient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.httpclient.ProxyMappings;

class OutgoingProxiesTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer proxy;

    @BeforeEach
    void start() throws IOException {
        ProxyMappings.clearCache();
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestURI().getHost());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
        ProxyMappings.clearCache();
    }

    /** The region has no address that is known here: only the proxy knows one. */
    @Test
    void messagesGoThroughTheProxyThatKeycloakWasToldOf() {
        HttpClient.Builder network = HttpClient.newBuilder();
        OutgoingProxies.through(network, new String[] {".*\\.invalid;" + address()}, name -> null);
        new HttpTransport(true, network)
                .exchange(
                        new Recipient("us", URI.create("http://us.invalid")),
                        "a",
                        new byte[] {1},
                        Duration.ofSeconds(20));
        assertEquals(List.of("us.invalid"), asked);
    }

    @Test
    void theEnvironmentTellsIfNoSettingDoes() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", address(), "no_proxy", "ap.example.com,internal", "NO_PROXY", "us.example.com");
        assertEquals(proxy.getAddress().getPort(), port(environment, "https://us.example.com"));
        assertEquals(-1, port(environment, "https://ap.example.com"));
        assertEquals(-1, port(environment, "https://eu.internal"));
        for (String here : List.of("https://localhost:8443", "https://127.0.0.1", "https://[::1]:8443")) {
            assertEquals(-1, port(environment, here), here);
        }
        ProxyMappings.clearCache();
        assertEquals(8080, port(Map.of("http_proxy", "http://other:8080"), "https://us.example.com"));
    }

    @Test
    void whoeverToldNothingLeavesItToJava() {
        HttpClient.Builder network = HttpClient.newBuilder();
        OutgoingProxies.through(network, null, name -> " ");
        assertTrue(network.build().proxy().isEmpty());
    }

    private String address() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    private static int port(Map<String, String> environment, String region) {
        HttpClient.Builder network = HttpClient.newBuilder();
        OutgoingProxies.through(network, new String[0], environment::get);
        Proxy chosen =
                network.build().proxy().orElseThrow().select(URI.create(region)).get(0);
        return chosen.address() instanceof InetSocketAddress at ? at.getPort() : -1;
    }
}
