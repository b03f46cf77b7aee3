package io.multiregion.lab.network;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Visitor;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import io.multiregion.lab.server.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The real HAProxy in front of two regions, with the configuration that stands in the documentation, for one realm. */
public final class HaProxy implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(20);

    private final Process process;
    private final URI url;
    private final String realm;

    private HaProxy(Process process, URI url, String realm) {
        this.process = process;
        this.url = url;
        this.realm = realm;
    }

    /** Starts it in front of the regions at these ports of the loopback address; its output goes to a file. */
    public static HaProxy start(String realm, int euPort, int usPort, Path log) {
        return start(realm, "", euPort, usPort, log);
    }

    /** The same, where users and clients are near one region: they go there while it serves. */
    public static HaProxy start(String realm, String near, int euPort, int usPort, Path log) {
        var program = Program.of("haproxy", "haproxy");
        var example = Checkout.here().root().resolve("docs/examples/haproxy.cfg");
        var address = "127.0.0.1:" + Ports.free();
        var builder = new ProcessBuilder(program.toString(), "-db", "-f", example.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LISTEN", address);
        builder.environment().put("REALM", realm);
        builder.environment().put("NEAR", near);
        builder.environment().put("EU", "127.0.0.1:" + euPort);
        builder.environment().put("US", "127.0.0.1:" + usPort);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new HaProxy(process, URI.create("http://" + address), realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has found the primary: administrators are let through. */
    public HaProxy awaitPrimary() {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(url + "/admin/serverinfo"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Await.upTo(STARTING, "HAProxy knows the primary").until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("HAProxy has ended; its log says why");
            }
            // a region asks who it is; without one it is HAProxy that answers, with 503
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 401;
        });
        return this;
    }

    /** Waits until its users come to a region. */
    public void awaitServing(String region) {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(url + "/realms/" + realm + "/multi-region/health/active"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var answer = new AtomicReference<>("");
        Await.upTo(STARTING, "users come to " + region)
                .until(
                        () -> {
                            answer.set(http.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body());
                            return Json.read(answer.get())
                                    .path("region")
                                    .asText()
                                    .equals(region);
                        },
                        answer::get);
    }

    /** Where users and administrators find the regions. */
    public URI url() {
        return url;
    }

    /** Somebody who comes this way, to sign in with a client, or as an administrator of the realm. */
    public Visitor visitor(String client, String secret) {
        return new Visitor(url, realm, client, secret);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
