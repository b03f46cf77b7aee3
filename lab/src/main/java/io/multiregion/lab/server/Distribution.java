package io.multiregion.lab.server;

import io.multiregion.lab.machine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Keycloak distribution with our JARs in {@code providers/}, built once per kind of database and copied for each region. A build is
 * kept and used again for as long as the version of Keycloak and the JARs' content are the same.
 */
public final class Distribution {

    /** One thread at a time works on one kind; what is built is found there by all. */
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    /**
     * Besides what every server has: what a proxy says of certificates is heard, and there is more to ask a copy for. With the system
     * property {@code lab.features}, Keycloak is built with these features too.
     */
    private static final List<String> BUILD = Stream.concat(
                    Stream.of(
                            "--health-enabled=true",
                            "--metrics-enabled=true",
                            "--spi-x509cert-lookup--provider=haproxy",
                            "--features="
                                    + Stream.of(
                                                    "authzen",
                                                    "scim-api",
                                                    System.getProperty("lab.features"),
                                                    Fips.feature())
                                            .filter(Objects::nonNull)
                                            .collect(Collectors.joining(","))),
                    Fips.build().stream())
            .toList();

    private final Path zip;
    private final List<Path> jars;
    private final Path cache;
    private final List<String> options;
    private final Optional<URI> collector;

    Distribution(Path zip, List<Path> jars, Path cache) {
        this(zip, jars, cache, BUILD, Optional.empty());
    }

    private Distribution(Path zip, List<Path> jars, Path cache, List<String> options, Optional<URI> collector) {
        this.zip = zip;
        this.jars = jars;
        this.cache = cache;
        this.options = options;
        this.collector = collector;
    }

    /** The same, with Keycloak's tracing: its servers send what they trace to a collector, each under the name of its home. */
    public Distribution tracing(URI to) {
        var more = new ArrayList<>(options);
        more.add("--tracing-enabled=true");
        more.add("--tracing-jdbc-enabled=false");
        return new Distribution(zip, jars, cache, List.copyOf(more), Optional.of(to));
    }

    /** With our JARs. */
    public static Distribution of(Checkout checkout) {
        return of(checkout, Checkout.keycloakVersion());
    }

    /** With our JARs, of a version of Keycloak. */
    public static Distribution of(Checkout checkout, String version) {
        return new Distribution(
                checkout.keycloakZip(version),
                Stream.concat(checkout.jars().stream(), Fips.jars(checkout.target()).stream())
                        .toList(),
                checkout.target().resolve("keycloak"));
    }

    /** Without our JARs: Keycloak as it comes, to compare with. */
    public static Distribution plain(Checkout checkout) {
        return new Distribution(
                checkout.keycloakZip(), List.of(), checkout.target().resolve("keycloak"));
    }

    /** The libraries of Keycloak as it comes. */
    public List<Path> libraries() {
        var libraries = new ArrayList<Path>();
        for (var directory : List.of("lib/lib/boot", "lib/lib/main")) {
            try (var jars = Files.list(unzipped().resolve(directory))) {
                jars.sorted().forEach(libraries::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return libraries;
    }

    /** Copies the distribution that is built for a kind of database ({@code --db}) to a place that does not exist yet. */
    public void copyTo(Path home, String database) {
        var built = built(database);
        makeDirectories(home.getParent());
        // -a, as Keycloak compares the modification times of the JARs with those of the build
        Shell.in(cache).run("cp", "-a", built.toString(), home.toString());
        collector.ifPresent(to -> configure(
                home,
                List.of(
                        "tracing-endpoint=" + to,
                        "tracing-protocol=http/protobuf",
                        "tracing-service-name=" + home.getFileName())));
    }

    private static void configure(Path home, List<String> settings) {
        try {
            Files.write(home.resolve("conf/keycloak.conf"), settings, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds for several kinds of database at once. */
    public void prepare(String... databases) {
        CompletableFuture.allOf(Stream.of(databases)
                        .distinct()
                        .map(database -> CompletableFuture.runAsync(
                                () -> built(database), task -> new Thread(task, "build-" + database).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private Path built(String database) {
        var built = cache.resolve(database + "-" + fingerprint());
        synchronized (LOCKS.computeIfAbsent(built, path -> new Object())) {
            return built(database, built);
        }
    }

    private Path built(String database, Path built) {
        if (!Files.isDirectory(built)) {
            var unfinished = unfinished(built);
            makeDirectories(cache);
            Shell.in(cache).run("cp", "-a", unzipped().toString(), unfinished.toString());
            install(unfinished.resolve("providers"));
            build(unfinished, database);
            move(unfinished, built);
        }
        return built;
    }

    /** Where something is made before it is moved: of its own, as several versions are made at once, by several processes. */
    private Path unfinished(Path made) {
        return cache.resolve("unfinished-" + made.getFileName() + "-"
                + ProcessHandle.current().pid());
    }

    private void install(Path providers) {
        for (var jar : jars) {
            try {
                Files.copy(jar, providers.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void build(Path home, String database) {
        var command = new ArrayList<>(List.of(home.resolve("bin/kc.sh").toString(), "build", "--db=" + database));
        command.addAll(options);
        new Shell(home, Map.of("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1")).run(command);
    }

    private Path unzipped() {
        var unzipped = cache.resolve("unzipped-" + zip.getFileName());
        synchronized (LOCKS.computeIfAbsent(unzipped, path -> new Object())) {
            return unzipped(unzipped);
        }
    }

    private Path unzipped(Path unzipped) {
        if (!Files.isDirectory(unzipped)) {
            if (!Files.exists(zip)) {
                throw new IllegalStateException(
                        "No Keycloak distribution " + zip + ": run ./mvnw -DskipTests package first");
            }
            var unfinished = unfinished(unzipped);
            makeDirectories(unfinished);
            new Zip(zip).extractTo(unfinished);
            move(onlyChild(unfinished), unzipped);
        }
        return unzipped;
    }

    private String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(zip.getFileName().toString().getBytes());
            digest.update(options.toString().getBytes());
            for (var jar : jars) {
                digest.update(jar.getFileName().toString().getBytes());
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onlyChild(Path directory) {
        try (var children = Files.list(directory)) {
            return children.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
