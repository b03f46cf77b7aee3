package io.multiregion.stories.sealing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.multiregion.lab.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key service that can fail: encrypt and decrypt of Vault's transit engine, with its shapes of requests and answers, really
 * encrypting with AES-256-GCM under a key that it has in memory.
 */
final class TransitFake implements AutoCloseable {

    /** How it answers. */
    enum Mood {
        WELL,
        /** Connections are accepted, and nothing comes back in time. */
        SLOW,
        /** The token may not use the key. */
        DENYING,
        /** It has trouble itself. */
        FAILING
    }

    static final String TOKEN = "the-token";
    private static final Duration TOO_LONG = Duration.ofSeconds(8);
    private static final int NONCE = 12;
    private static final String MADE = "vault:v1:";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = random.generateSeed(32);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    private TransitFake(HttpServer server) {
        this.server = server;
    }

    static TransitFake start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
            var fake = new TransitFake(server);
            server.createContext("/v1/transit/", fake::answer);
            server.setExecutor(fake.threads);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URI of its key, with a time limit of two seconds. */
    String uri() {
        return "vault:http://127.0.0.1:" + server.getAddress().getPort() + "/transit/keys/region?timeout=2000";
    }

    void is(Mood next) {
        mood = next;
    }

    /** How often it was asked. */
    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            var now = mood;
            if (now == Mood.SLOW) {
                LockSupport.parkNanos(TOO_LONG.toNanos());
            }
            if (now == Mood.FAILING) {
                send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
            } else if (now == Mood.DENYING
                    || !TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
            } else {
                send(exchange, 200, answer(exchange.getRequestURI().getPath(), exchange));
            }
        } catch (GeneralSecurityException e) {
            send(exchange, 400, "{\"errors\":[\"cipher: message authentication failed\"]}");
        }
    }

    private String answer(String path, HttpExchange exchange) throws IOException, GeneralSecurityException {
        var body = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var decoder = Base64.getDecoder();
        var encoder = Base64.getEncoder();
        var context = decoder.decode(body.path("associated_data").asText(""));
        if (path.contains("/encrypt/")) {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context)
                    .doFinal(decoder.decode(body.get("plaintext").asText()));
            var made = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, made, NONCE, sealed.length);
            return "{\"data\":{\"ciphertext\":\"" + MADE + encoder.encodeToString(made) + "\",\"key_version\":1}}";
        }
        var made = decoder.decode(body.get("ciphertext").asText().substring(MADE.length()));
        var plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(made, NONCE), context)
                .doFinal(made, NONCE, made.length - NONCE);
        return "{\"data\":{\"plaintext\":\"" + encoder.encodeToString(plain) + "\"}}";
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
