package io.multiregion.engine.region;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.pass.Announcements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The endpoint of a simulated region, over real HTTP. */
final class HttpDoor implements AutoCloseable {

    private final SimulatedRegion region;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();

    HttpDoor(SimulatedRegion region) {
        this.region = region;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/realms/master/multi-region/messages", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often somebody has called. */
    int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            byte[] message = exchange.getRequestBody().readAllBytes();
            Said said = said(exchange.getRequestHeaders().getFirst(Announcements.FIELD), message);
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(said.status(), said.body().length == 0 ? -1 : said.body().length);
            exchange.getResponseBody().write(said.body());
        }
    }

    private Said said(String announcement, byte[] message) {
        try {
            return region.take(announcement, message);
        } catch (TransportException e) {
            return Said.no(503, "try_again");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
