package io.multiregion.testcontainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the property {@code containers} says of this machine: {@code registry} (an engine of Docker runs, and gets images; so it is without
 * the property), {@code stand-in} (it runs, and no registry is reached) or {@code none}.
 */
final class Containers {

    private static final String KEYCLOAK = "quay.io/keycloak/keycloak:" + System.getProperty("keycloak.server");
    private static final String POSTGRES = "docker.io/library/postgres:17";
    private static final String BUSYBOX = "docker.io/library/busybox:1.37";

    private static boolean made;

    private Containers() {}

    /** Returns the image of Keycloak that is there now. Whoever wants no test in containers has to say so, and it is said again. */
    static String keycloak() {
        switch (System.getProperty("containers", "registry")) {
            case "none" -> {
                System.err.println("**** NOT TESTED, as -Dcontainers=none asks: nothing has run in a container ****");
                abort("-Dcontainers=none");
            }
            case "registry" -> {
                engine();
                if (!isThere()) {
                    need(
                            KEYCLOAK
                                    + " is not to be had. Where no registry is reached, -Dcontainers=stand-in makes an image of"
                                    + " this machine's own files",
                            "docker",
                            "pull",
                            KEYCLOAK);
                }
            }
            case "stand-in" -> {
                engine();
                standIns();
            }
            default -> throw new AssertionError("-Dcontainers is registry, stand-in or none");
        }
        return KEYCLOAK;
    }

    private static void engine() {
        need(
                "No engine of Docker answers. Install docker.io and start dockerd, as .ci/run does; or say -Dcontainers=none, and"
                        + " nothing is tested in containers",
                "docker",
                "info");
    }

    private static synchronized void standIns() {
        if (!made) {
            run(root().resolve("docker/test/stand-in").toString(), KEYCLOAK, POSTGRES, BUSYBOX);
            made = true;
        }
    }

    /** What a program says, which has to end well. */
    static String run(String... command) {
        var ended = end(command);
        assertEquals(0, ended.status(), () -> String.join(" ", command) + ": " + ended.said());
        return ended.said().strip();
    }

    /** Whether the image is there, and is none that was made for want of a registry. */
    private static boolean isThere() {
        var label = "{{index .Config.Labels \"io.multiregion.stand-in\"}}";
        var ended = end("docker", "image", "inspect", "--format", label, KEYCLOAK);
        return ended.status() == 0 && ended.said().isBlank();
    }

    private static void need(String otherwise, String... command) {
        var ended = end(command);
        assertEquals(0, ended.status(), () -> otherwise + ": " + ended.said());
    }

    private record Ended(int status, String said) {}

    private static Ended end(String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            // the builder that every engine has
            builder.environment().put("DOCKER_BUILDKIT", "0");
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            return new Ended(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The checkout around the working directory. */
    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
