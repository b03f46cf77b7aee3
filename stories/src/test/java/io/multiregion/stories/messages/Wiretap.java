package io.multiregion.stories.messages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.engine.seal.pass.Announcements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody on the way to a region who passes all messages on, and keeps them. */
final class Wiretap implements AutoCloseable {

    /** A message, and what went ahead of it. */
    record Heard(String announcement, byte[] message) {}

    private final HttpServer server;
    private final URI target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private Wiretap(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    static Wiretap on(URI target) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
            var tap = new Wiretap(server, target);
            server.createContext("/", tap::pass);
            server.setExecutor(tap.threads);
            server.start();
            return tap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All messages that have passed, in order. */
    List<byte[]> heard() {
        return heard.stream().map(Heard::message).toList();
    }

    /** The same, as they can be sent again. */
    List<Heard> recorded() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var announcement = exchange.getRequestHeaders().getFirst(Announcements.FIELD);
            var message = exchange.getRequestBody().readAllBytes();
            var request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/octet-stream")
                    .header(Announcements.FIELD, announcement)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            heard.add(new Heard(announcement, message));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
