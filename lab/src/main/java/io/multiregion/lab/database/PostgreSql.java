package io.multiregion.lab.database;

import io.multiregion.lab.machine.Shell;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server of its own, that ends with this process. */
final class PostgreSql implements Database {

    private final EmbeddedPostgres server;
    private final Path directory;
    private final String schema;

    private PostgreSql(EmbeddedPostgres server, Path directory, String schema) {
        this.server = server;
        this.directory = directory;
        this.schema = schema;
    }

    /** @param schema to be made for the tables, or null for the one in which PostgreSQL looks by itself */
    static PostgreSql start(Path directory, String schema) {
        var log = ProcessBuilder.Redirect.appendTo(
                directory.resolveSibling(directory.getFileName() + ".log").toFile());
        try {
            var server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(true)
                    .setServerConfig("wal_level", "logical")
                    // off by default here: it holds logical replication back by 200 ms, and loses commits
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .start();
            var database = new PostgreSql(server, directory, schema);
            database.create();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() {
        if (schema != null) {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute("create schema \"" + schema + "\"");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public List<String> options() {
        var options = new ArrayList<>(List.of("--db-url=" + url(), "--db-username=postgres", "--db-password=postgres"));
        if (schema != null) {
            options.add("--db-schema=" + schema);
        }
        return options;
    }

    @Override
    public Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(url(), "postgres", "postgres");
        if (schema != null) {
            connection.setSchema(schema);
        }
        return connection;
    }

    @Override
    public Optional<Long> process() {
        try {
            // its first line is the process id
            return Optional.of(Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                    .get(0)
                    .trim()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void restart() {
        var command = new PostgresCommand(directory);
        command.end(process().orElseThrow(), "QUIT");
        command.start();
    }

    @Override
    public void backUp(Path copy) {
        var command = new PostgresCommand(directory);
        command.end(process().orElseThrow(), "INT");
        Shell.in(directory).run("cp", "-a", directory.toString(), copy.toString());
        command.start();
    }

    @Override
    public void restore(Path copy) {
        var command = new PostgresCommand(directory);
        command.end(process().orElseThrow(), "INT");
        Shell.in(copy).run("rm", "-rf", directory.toString());
        Shell.in(copy).run("cp", "-a", copy.toString(), directory.toString());
        command.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }
}
