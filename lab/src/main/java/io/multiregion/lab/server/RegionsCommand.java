package io.multiregion.lab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code kc-regions}, run as operators run it: its JAR, in a process of its own.
 *
 * @param environment where it asks, and as whom
 */
public record RegionsCommand(Path jar, Map<String, String> environment) {

    /** How it ended, and what it said. */
    public record Ended(int status, String output) {

        public List<String> lines() {
            return output.lines().toList();
        }
    }

    /** For somebody of a realm, who asks a region about a realm. */
    public static RegionsCommand of(
            Checkout checkout, URI region, String realm, String loginRealm, String user, String password) {
        return new RegionsCommand(
                checkout.command(),
                Map.of(
                        "KC_REGIONS_URL", region.toString(),
                        "KC_REGIONS_REALM", realm,
                        "KC_REGIONS_LOGIN_REALM", loginRealm,
                        "KC_REGIONS_USER", user,
                        "KC_REGIONS_PASSWORD", password));
    }

    public Ended run(String... words) {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + line, e);
        }
    }
}
