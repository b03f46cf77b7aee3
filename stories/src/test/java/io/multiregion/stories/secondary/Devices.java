package io.multiregion.stories.secondary;

import com.sun.net.httpserver.HttpServer;
import io.multiregion.lab.machine.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What Keycloak calls by itself: a person's device that approves requests, and an application that is told of logouts. */
final class Devices implements AutoCloseable {

    /**
     * A call.
     *
     * @param bearer the token that came with it, or null
     */
    record Heard(String path, String bearer, String text) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private Devices(HttpServer server) {
        this.server = server;
    }

    static Devices at(URI place) {
        try {
            var server = HttpServer.create(new InetSocketAddress(place.getHost(), place.getPort()), 0);
            var devices = new Devices(server);
            server.createContext("/", exchange -> {
                var bearer = exchange.getRequestHeaders().getFirst("Authorization");
                var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                devices.heard.add(new Heard(
                        exchange.getRequestURI().getPath(),
                        bearer == null ? null : bearer.replaceFirst("Bearer ", ""),
                        text));
                // what an authentication channel says to a request that it takes
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/") ? 201 : 200, -1);
                exchange.close();
            });
            server.start();
            return devices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next call of a path; it is taken. */
    Heard awaitCall(String path) {
        var found = new Heard[1];
        Await.upTo(PATIENCE, "a call of " + path).until(() -> {
            for (var call : heard) {
                if (call.path().equals(path) && heard.remove(call)) {
                    found[0] = call;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
