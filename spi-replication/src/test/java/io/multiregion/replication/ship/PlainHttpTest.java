package io.multiregion.replication.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever said the address, an operator, another region or an old database: nothing goes out unencrypted unless that is allowed. */
class PlainHttpTest {

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsNothingOverHttp() {
        TransportFailure refused = assertThrows(TransportFailure.class, () -> send(false));
        assertTrue(refused.getMessage().contains("allow-http=true"), refused.getMessage());
        assertEquals(0, requests.get());
    }

    @Test
    void sendsOverHttpWhereItIsAllowed() {
        assertEquals(0, send(true).length);
        assertEquals(1, requests.get());
    }

    private byte[] send(boolean allowed) {
        URI region = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new HttpTransport(allowed).exchange(region, new byte[1], Duration.ofSeconds(20));
    }
}
