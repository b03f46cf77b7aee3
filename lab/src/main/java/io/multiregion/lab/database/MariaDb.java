package io.multiregion.lab.database;

import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import io.multiregion.lab.machine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A MariaDB server of its own, that ends with this process: the installed one, with files of its own, on the loopback interface. */
final class MariaDb implements Database {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Debian's, without the one that would start a service of the system's. */
    private static final String PACKAGE = "mariadb-server-core";

    private final Path directory;
    private final int port;
    private Process process;

    private MariaDb(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static MariaDb start(Path directory) {
        var shell = Shell.in(directory.toAbsolutePath().getParent());
        shell.run("mkdir", "-p", directory.toAbsolutePath().toString());
        var database = new MariaDb(directory.toAbsolutePath(), Ports.free());
        Program.of("my_print_defaults", "mariadb-client-core");
        shell.run(command(
                "mariadb-install-db",
                "--datadir=" + database.directory,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve"));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        database.begin();
        try (var connection = DriverManager.getConnection(database.url(""), "root", "");
                var statement = connection.createStatement()) {
            statement.execute("create database keycloak character set utf8mb4 collate utf8mb4_bin");
            statement.execute("create user keycloak@'127.0.0.1' identified by 'keycloak'");
            statement.execute("grant all on keycloak.* to keycloak@'127.0.0.1'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private void begin() {
        var command = command(
                "mariadbd",
                "--datadir=" + directory,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--secure-file-priv=" + directory,
                // a kill takes nothing back that the system has; Keycloak's tables take half a minute more otherwise
                "--innodb-flush-method=nosync",
                "--innodb-file-per-table=0",
                "--sync-frm=0",
                "--skip-name-resolve",
                "--max-connections=300",
                "--max-allowed-packet=64M");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory
                            .resolveSibling(directory.getFileName() + ".log")
                            .toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.upTo(PATIENCE, "MariaDB takes connections").until(this::answers);
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url(""), "root", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void end(Runnable signal) {
        signal.run();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("MariaDB does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It refuses to run as root: for root it is nobody in particular, with the same files, as the embedded PostgreSQL is. */
    private static List<String> command(String program, String... options) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(Program.of(program, PACKAGE).toString(), "--no-defaults"));
        command.addAll(List.of(options));
        return command;
    }

    @Override
    public String kind() {
        return "mariadb";
    }

    @Override
    public List<String> options() {
        return List.of("--db-url=" + url("keycloak"), "--db-username=keycloak", "--db-password=keycloak");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url("keycloak"), "keycloak", "keycloak");
    }

    @Override
    public Optional<Long> process() {
        return Optional.of(process.pid());
    }

    @Override
    public void restart() {
        end(process::destroyForcibly);
        begin();
    }

    @Override
    public void backUp(Path copy) {
        end(process::destroy);
        Shell.in(directory).run("cp", "-a", directory.toString(), copy.toString());
        begin();
    }

    @Override
    public void restore(Path copy) {
        end(process::destroy);
        Shell.in(copy).run("rm", "-rf", directory.toString());
        Shell.in(copy).run("cp", "-a", copy.toString(), directory.toString());
        begin();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }
}
