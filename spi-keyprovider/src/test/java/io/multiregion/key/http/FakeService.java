package io.multiregion.key.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A key service on this machine that does the real cryptography, and misbehaves when told to. */
public abstract class FakeService implements AutoCloseable {

    protected static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<Object>> keys = new ConcurrentHashMap<>();
    private final AtomicInteger session = new AtomicInteger(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private volatile Reply failure;

    /** What it is asked. */
    public record Request(String method, String path, String query, Headers headers, byte[] body) {

        public JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        public String text() {
            return new String(body);
        }

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** What it answers. Without a status it never does; with status 0 it hangs up. */
    public record Reply(Integer status, byte[] body) {

        public static final Reply NEVER = new Reply(null, new byte[0]);
        public static final Reply HANGS_UP = new Reply(0, new byte[0]);

        public static Reply of(int status, Map<String, ?> fields) {
            return new Reply(status, ServiceRequest.bytes(fields));
        }
    }

    protected FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds the next version of the key of that name: a pair or a secret key. */
    public void add(String name, Object key) {
        keys.computeIfAbsent(name, each -> new CopyOnWriteArrayList<>()).add(key);
    }

    /** The first one first; none if there is no such key. */
    protected final List<Object> versions(String name) {
        return keys.getOrDefault(name, List.of());
    }

    /** Credentials that it gave out until now are good no more. */
    public void expire() {
        session.incrementAndGet();
    }

    /** What the credentials that are good now have in their name. */
    protected final int session() {
        return session.get();
    }

    public int requests() {
        return requests.get();
    }

    /** The next requests go wrong; then all is as before. */
    public void fails(int times, Reply reply) {
        requests.set(0);
        failure = reply;
        failing.set(times);
    }

    public void works() {
        fails(0, null);
    }

    protected abstract Reply reply(Request request) throws Exception;

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            requests.incrementAndGet();
            Reply reply = failing.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? failure : reply(request);
            if (reply == Reply.NEVER) {
                closed.await();
            } else if (reply != Reply.HANGS_UP) {
                exchange.sendResponseHeaders(reply.status(), reply.body().length);
                exchange.getResponseBody().write(reply.body());
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
