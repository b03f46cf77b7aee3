package io.multiregion.engine.peer.mailbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.key.aws.AwsCredentials;
import io.multiregion.key.aws.SigV4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * As much of Amazon S3 as its API reference says of PutObject, GetObject, DeleteObject and ListObjectsV2, with one bucket. It computes the
 * signature of each request from what has arrived, and the digest of its body.
 */
final class FakeS3 implements AutoCloseable {

    static final String BUCKET = "messages";
    static final String REGION = "eu-central-1";
    static final AwsCredentials CREDENTIALS = new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI", null);

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            String path = uri.getRawPath();
            if (!isSigned(exchange, body)) {
                say(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
            } else if (!path.startsWith("/" + BUCKET)) {
                say(exchange, 404, "<Error><Code>NoSuchBucket</Code></Error>");
            } else if (path.equals("/" + BUCKET)) {
                list(exchange, uri);
            } else {
                object(exchange, path.substring(BUCKET.length() + 2), body);
            }
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!given.contains("SignedHeaders=")
                || !sha256(body).equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))) {
            return false;
        }
        Map<String, String> headers = new HashMap<>();
        for (String name : given.replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";")) {
            headers.put(name, exchange.getRequestHeaders().getFirst(name));
        }
        URI uri = exchange.getRequestURI();
        return given.equals(new SigV4(REGION, "s3")
                .authorization(
                        exchange.getRequestMethod(),
                        uri.getRawPath(),
                        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                        headers,
                        body,
                        CREDENTIALS));
    }

    private void object(HttpExchange exchange, String name, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                boolean ifAbsent = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                if (ifAbsent && objects.putIfAbsent(name, body) != null) {
                    say(exchange, 412, "<Error><Code>PreconditionFailed</Code></Error>");
                } else {
                    objects.put(name, body);
                    say(exchange, 200, "");
                }
            }
            case "GET" -> {
                byte[] object = objects.get(name);
                if (object == null) {
                    say(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
                } else {
                    exchange.sendResponseHeaders(200, object.length == 0 ? -1 : object.length);
                    exchange.getResponseBody().write(object);
                }
            }
            default -> {
                objects.remove(name);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void list(HttpExchange exchange, URI uri) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String member : uri.getQuery().split("&")) {
            query.put(member.split("=")[0], member.substring(member.indexOf('=') + 1));
        }
        String prefix = query.get("prefix");
        String keys = objects.tailMap(prefix).keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .limit(Integer.parseInt(query.get("max-keys")))
                .map(name -> "<Contents><Key>" + name + "</Key><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        say(exchange, 200, "<ListBucketResult><Name>" + BUCKET + "</Name>" + keys + "</ListBucketResult>");
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
