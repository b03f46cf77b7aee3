package io.multiregion.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MariaDB server of our own, on the loopback interface, with files of its own; nothing is flushed to disk. It is the installed one: on
 * Debian that of {@code mariadb-server-core} and {@code mariadb-client-core}, which start no service. It ends with this JVM.
 */
public final class MariaDbProcess implements AutoCloseable {

    private static final String USER = "nobody";
    private static final Duration STARTS = Duration.ofSeconds(60);
    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/libexec");

    private static final List<String> PACKAGES = List.of("mariadb-server-core", "mariadb-client-core");

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;

    private final Path directory;
    private final int port;
    private final Process process;

    private MariaDbProcess(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** @param options more of {@code mariadbd}'s, as {@code --character-set-server=utf8mb4} */
    public static MariaDbProcess start(String... options) {
        try {
            Path directory = Files.createTempDirectory(place(), "mariadb-");
            Path files = Files.createDirectory(directory.resolve("files"));
            if (isRoot()) {
                // it refuses to run as root
                run(List.of("chown", "-R", USER, directory.toString()), directory);
            }
            run(
                    List.of(
                            program("mariadb-install-db", directory),
                            "--no-defaults",
                            "--datadir=" + files,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            isRoot() ? "--user=" + USER : "--skip-name-resolve"),
                    directory);
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    program("mariadbd", directory),
                    "--no-defaults",
                    "--datadir=" + files,
                    "--socket=" + directory.resolve("socket"),
                    "--pid-file=" + directory.resolve("pid"),
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--skip-name-resolve",
                    "--max-connections=300",
                    "--max-allowed-packet=64M",
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-flush-method=nosync",
                    "--innodb-doublewrite=0",
                    "--innodb-file-per-table=0",
                    "--sync-frm=0",
                    "--skip-log-bin"));
            if (isRoot()) {
                command.add("--user=" + USER);
            }
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            MariaDbProcess server = new MariaDbProcess(directory, port, process);
            server.await();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In memory where there is room: to make Keycloak's tables takes many times as long on a disk. */
    private static Path place() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** @param database its name; empty for none */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** A connection of its superuser, who has no password. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "root", "");
    }

    private void await() {
        Instant end = Instant.now().plus(STARTS);
        while (true) {
            try (Connection connection = connect("")) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("MariaDB does not start: look into " + directory.resolve("log"), e);
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** One that is not there is installed, if that is allowed. */
    private static String program(String name, Path directory) throws IOException {
        Optional<String> there = find(name);
        if (there.isEmpty() && isRoot()) {
            run(List.of("apt-get", "update"), directory);
            List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            install.addAll(PACKAGES);
            run(install, directory);
            there = find(name);
        }
        return there.orElseThrow(
                () -> new IllegalStateException(name + " is not installed: install Debian's packages " + PACKAGES));
    }

    private static Optional<String> find(String name) {
        return PLACES.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(List<String> command, Path directory) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("install.log").toFile())
                .start();
        try {
            if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "it does not do " + command + ": look into " + directory.resolve("install.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Once more when the JVM ends, whoever has closed it before. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            if (!Files.exists(directory)) {
                return;
            }
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
