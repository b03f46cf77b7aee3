package io.multiregion.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as a region does, and keeps what it was asked. Each sign-in gives another token; only the last one is good. */
final class FakeRegion implements AutoCloseable {

    static final String PASSWORD = "a+b &c";

    private record Reply(int status, String body) {}

    /** What a run said, and the exit status. */
    record Run(int status, String output) {

        String first() {
            return output.lines().findFirst().orElse("");
        }
    }

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private int signIns;
    private int goodFor = Integer.MAX_VALUE;

    FakeRegion() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    FakeRegion(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The last reply to a call stays. */
    FakeRegion reply(String call, int status, String body) {
        replies.computeIfAbsent(call, any -> new ArrayDeque<>()).add(new Reply(status, body));
        return this;
    }

    /** From now on a token is good for so many calls. */
    void tokensAreGoodFor(int calls) {
        goodFor = calls;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path + " " + body);
        if (path.endsWith("/token")) {
            boolean right = body.contains("password=a%2Bb%20%26c") || body.contains("client_secret=s3cret");
            send(
                    exchange,
                    right
                            ? new Reply(200, "{\"access_token\":\"t" + ++signIns + "\"}")
                            : new Reply(
                                    401,
                                    "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}"));
        } else if (!("Bearer t" + signIns).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || goodFor-- <= 0) {
            goodFor = Integer.MAX_VALUE;
            send(exchange, new Reply(401, ""));
        } else {
            String call = exchange.getRequestMethod() + " " + path.replace("/admin/realms/acme/multi-region", "");
            Deque<Reply> left = replies.getOrDefault(call, new ArrayDeque<>(List.of(new Reply(404, ""))));
            send(exchange, left.size() > 1 ? left.poll() : left.peek());
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.status() == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** As root of the realm master, by a password from the environment. */
    Run run(String... words) {
        return typed(null, words);
    }

    /** The same with somebody at the terminal who types something; null for nobody. */
    Run typed(String text, String... words) {
        Map<String, String> environment = Map.of(
                "KC_REGIONS_URL",
                "http://127.0.0.1:" + port() + "/",
                "KC_REGIONS_REALM",
                "acme",
                "KC_REGIONS_USER",
                "root",
                "KC_REGIONS_PASSWORD",
                PASSWORD);
        return run(environment, text, words);
    }

    static Run run(Map<String, String> environment, String typed, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(String.valueOf(typed).getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                typed != null);
        int status = new Program(environment, terminal).run(words);
        return new Run(status, out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
