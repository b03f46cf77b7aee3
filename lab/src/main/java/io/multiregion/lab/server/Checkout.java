package io.multiregion.lab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** This source checkout: where the built JARs and the Keycloak distribution are found, and where a run may leave its files. */
public record Checkout(Path root) {

    private static final List<String> PRODUCT = List.of("spi-keyprovider", "spi-replication", "theme");

    /** The checkout around the working directory. */
    public static Checkout here() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw")) && Files.exists(at.resolve("lab/pom.xml"))) {
                return new Checkout(at);
            }
        }
        throw new IllegalStateException("Not inside the checkout: change to it and run again");
    }

    /** The JARs that go into {@code providers/}: all that is built, and at least one. */
    public List<Path> jars() {
        var jars = PRODUCT.stream().flatMap(this::jarsOf).sorted().toList();
        if (jars.isEmpty()) {
            throw new IllegalStateException("No JARs are built: run ./mvnw -DskipTests package first");
        }
        return jars;
    }

    /** The JAR of {@code kc-regions}. */
    public Path command() {
        return jarsOf("command")
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("It is not built: run ./mvnw -DskipTests package first"));
    }

    /** The distribution of the version of Keycloak that runs. */
    Path keycloakZip() {
        return keycloakZip(keycloakVersion());
    }

    /** The distribution of another version that the build has fetched. */
    Path keycloakZip(String version) {
        return target().resolve("keycloak-" + version + ".zip");
    }

    /** The version of Keycloak that runs: what the last build was told by {@code -Dkeycloak.server}, or the default. */
    public static String keycloakVersion() {
        return property("version");
    }

    /** The version that our JARs were compiled against. */
    public static String compiledAgainst() {
        return property("compiled");
    }

    private static String property(String name) {
        var properties = new Properties();
        try (var in = Checkout.class.getResourceAsStream("server.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name);
    }

    public Path target() {
        return root.resolve("lab/target");
    }

    private Stream<Path> jarsOf(String module) {
        var target = root.resolve(module).resolve("target");
        if (!Files.isDirectory(target)) {
            return Stream.empty();
        }
        try (var files = Files.list(target)) {
            return files
                    .filter(file -> file.getFileName().toString().matches("keycloak-multiregion-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
