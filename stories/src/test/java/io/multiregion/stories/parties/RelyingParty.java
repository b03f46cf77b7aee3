package io.multiregion.stories.parties;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A web application whose users a realm signs in. It has one page. Each view of it refreshes the user's tokens and asks the realm who he
 * is. The page says so: the user's name is in {@code #user}, the access token in {@code #token}, and {@code #sign-out} is a link.
 */
abstract class RelyingParty implements AutoCloseable {

    static final String SECRET = "party-secret-0123456789";

    private static final Pattern ERROR = Pattern.compile("^error|:(error|crit|alert|emerg)]");
    private static final Duration STARTING = Duration.ofSeconds(20);

    private final String client;
    private final int port;
    private final Path log;
    private Process process;

    /** @param client its id in the realm */
    RelyingParty(String client, int port, Path log) {
        this.client = client;
        this.port = port;
        this.log = log;
    }

    /** What it is to be started by; the environment is completed. */
    abstract ProcessBuilder command();

    /** What the realm has to know of it besides its addresses. */
    abstract JsonNode attributes();

    final int port() {
        return port;
    }

    /** Where its page is. */
    final URI page() {
        return URI.create("http://localhost:" + port + "/");
    }

    /** What the realm has to know of it. Its tokens are for the site as well, so that the site may ask whether they are good. */
    final JsonNode client() {
        return Json.of(
                "{clientId:'%s', secret:'%s', redirectUris:['%s*'], attributes:%s, directAccessGrantsEnabled:true,"
                        + " protocolMappers:[{name:'audience', protocol:'openid-connect', protocolMapper:'oidc-audience-mapper', config:{"
                        + "'included.client.audience':'site', 'access.token.claim':'true', 'introspection.token.claim':'true'}}]}",
                client, SECRET, page(), attributes());
    }

    /** Starts it, and waits until it answers. It finds the realm at its one address, whichever region serves. */
    final void start(URI realm) {
        var builder =
                command().redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("REALM", realm.toString());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("CLIENT", client);
        builder.environment().put("SECRET", SECRET);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Await.upTo(STARTING, client + " listens").until(this::listens, this::said);
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(client + " has ended:\n" + said());
        }
        try (var socket = new Socket("localhost", port)) {
            return socket.isConnected();
        }
    }

    /** All that it has written down. */
    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The errors that it has written down. */
    final List<String> errors() {
        return said().lines().filter(line -> ERROR.matcher(line).find()).toList();
    }

    @Override
    public final void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
