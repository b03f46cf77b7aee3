package io.multiregion.lab.region;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.server.Fips;
import io.multiregion.lab.server.KeycloakCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One Keycloak server with its database, alone or as a node of a region: started, stopped, killed, frozen. Its process
 * is exactly one, known by its id. */
public final class Region implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String PASSWORD = "admin";

    /** A password is hashed for every administrator's and every user's sign-in: stories need no hash that is hard to guess. */
    private static final List<String> CHEAP_HASHES =
            List.of("--spi-password-hashing--argon2--memory=64", "--spi-password-hashing--argon2--iterations=1");

    private static final Duration STARTING = Duration.ofSeconds(180);

    private final String name;
    private final Path home;
    private final Database database;
    private final int port;
    private final int managementPort = Ports.free();
    private final List<String> options;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process process;
    private Admin admin;

    /** A region that is not started. The home is a copy of a built distribution. */
    public Region(String name, Path home, Database database, int port, List<String> options) {
        this.name = name;
        this.home = home;
        this.database = database;
        this.port = port;
        this.options = List.copyOf(options);
    }

    public String name() {
        return name;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** The settings of the extension. */
    public List<String> settings() {
        return options.stream()
                .filter(option -> option.startsWith("--spi-multi-region"))
                .toList();
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public Path home() {
        return home;
    }

    public Database database() {
        return database;
    }

    public Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    /** The administrator of this region's master realm, who stays signed in until the server is started again. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = impatientAdmin(Duration.ofSeconds(120));
        }
        return admin;
    }

    /** The same, with an end to the wait for an answer. */
    public Admin impatientAdmin(Duration patience) {
        return new Admin(http, url(), "master", ADMIN, PASSWORD, patience);
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    /** Starts the server and returns at once. */
    public synchronized Region start() {
        if (running()) {
            throw new IllegalStateException(name + " runs already");
        }
        admin = null;
        var builder = new ProcessBuilder(new KeycloakCommand(home).start(arguments()))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Ends the database at once and starts it again, as after a power cut. The server stays. */
    public void restartDatabase() {
        database.restart();
    }

    /** Waits until the server says that it is ready. */
    public Region awaitReady() {
        Await.upTo(STARTING, name + " is ready").every(Duration.ofMillis(100)).until(() -> {
            if (!running()) {
                throw new AssertionError(name + " ended while starting:\n" + endOfLog());
            }
            return ready();
        });
        return this;
    }

    boolean ready() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(management().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    /** Asks the server to end, and waits until it has. */
    public void stop() {
        if (running()) {
            process.destroy();
            awaitEnd();
        }
    }

    /** Ends the server without a chance to tidy up (SIGKILL). */
    public void kill() {
        if (running()) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /** Stops the server's clock: its connections stay open, and nothing answers (SIGSTOP). */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
        database.close();
    }

    /** What the first group of a pattern matches in the lines of the log. */
    public Set<String> logged(String pattern) {
        var compiled = Pattern.compile(pattern);
        try (var lines = Files.lines(log())) {
            return lines.map(compiled::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endOfLog() {
        try {
            var lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private List<String> arguments() {
        var arguments = new ArrayList<>(List.of(
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--http-management-host=127.0.0.1",
                "--hostname-strict=false",
                "--log-level=info,io.smallrye.health:off"));
        arguments.addAll(database.options());
        arguments.addAll(Fips.start());
        if (!KeycloakCommand.isSteady()) {
            arguments.addAll(CHEAP_HASHES);
        }
        if (options.stream().noneMatch(option -> option.startsWith("--cache="))) {
            arguments.add("--cache=local");
        }
        arguments.addAll(options);
        return arguments;
    }

    private void signal(String signal) {
        Shell.in(home).run("kill", "-" + signal, Long.toString(process.pid()));
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
