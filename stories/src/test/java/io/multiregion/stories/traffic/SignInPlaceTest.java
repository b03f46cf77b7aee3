package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.HaProxy;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A code is good in the region that made it. So the documented HAProxy lets a sign-in begin where its client redeems the code, and keeps
 * the browser there until it ends. Two servers that say who they are stand for the regions.
 */
final class SignInPlaceTest {

    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final String BEGINS = "/realms/acme/protocol/openid-connect/auth";
    private static final String GOES_ON = "/realms/acme/login-actions/authenticate";
    private static final String TOKEN = "/realms/acme/protocol/openid-connect/token";

    private final AtomicBoolean usServes = new AtomicBoolean(true);
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer eu;
    private HttpServer us;

    @BeforeEach
    void start() throws IOException {
        eu = region("eu", true, new AtomicBoolean(true));
        us = region("us", false, usServes);
    }

    @AfterEach
    void stop() {
        eu.stop(0);
        us.stop(0);
    }

    private static HttpServer region(String name, boolean primary, AtomicBoolean serves) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean asked = exchange.getRequestURI().getPath().endsWith("/health/primary");
                exchange.sendResponseHeaders(serves.get() && (primary || !asked) ? 200 : 503, name.length());
                exchange.getResponseBody().write(name.getBytes());
            }
        });
        server.start();
        return server;
    }

    @Test
    void whoeverIsNearARegionGoesThereWhileItServes(@TempDir Path directory) {
        try (var proxy = proxy("us", directory)) {
            awaitAt("us", proxy);
            assertEquals("us", where(browser, proxy, BEGINS));
            assertEquals("us", where(client, proxy, TOKEN));
            assertEquals("eu", where(client, proxy, "/admin/realms/acme"));
            usServes.set(false);
            awaitAt("eu", proxy);
            assertEquals("eu", where(browser, proxy, BEGINS));
        }
    }

    @Test
    void aSignInBeginsWhereItsClientIs(@TempDir Path directory) {
        usServes.set(false);
        try (var proxy = proxy("us", directory)) {
            awaitAt("eu", proxy);
            assertEquals("eu", where(browser, proxy, BEGINS));
            usServes.set(true);
            awaitAt("us", proxy);
            assertEquals("eu", where(browser, proxy, GOES_ON));
            assertEquals("us", where(browser, proxy, BEGINS));
            assertEquals("us", where(browser, proxy, GOES_ON));
        }
    }

    @Test
    void whereNothingIsNearThePrimaryIsTheOne(@TempDir Path directory) {
        try (var proxy = proxy("", directory)) {
            Await.upTo(NOTICED, "the checks are made")
                    .until(() -> where(client, proxy, "/admin").equals("eu"));
            awaitAt("eu", proxy);
            assertEquals("eu", where(browser, proxy, BEGINS));
            assertEquals("eu", where(browser, proxy, GOES_ON));
        }
    }

    private HaProxy proxy(String near, Path directory) {
        return HaProxy.start(
                "acme", near, eu.getAddress().getPort(), us.getAddress().getPort(), directory.resolve("haproxy.log"));
    }

    private void awaitAt(String region, HaProxy proxy) {
        Await.upTo(NOTICED, "clients come to " + region)
                .until(() -> where(client, proxy, TOKEN).equals(region));
    }

    private static String where(HttpClient http, HaProxy proxy, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(proxy.url() + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "nobody";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
