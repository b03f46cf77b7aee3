package io.multiregion.lab.database;

import io.multiregion.lab.machine.Shell;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database that Keycloak embeds. AUTO_SERVER lets others connect while Keycloak has it open. WRITE_DELAY=0 makes a commit durable when
 * it returns: otherwise H2 may lose the last half second of what it had committed when the process is killed.
 */
record H2(Path directory) implements Database {

    @Override
    public String kind() {
        return "dev-file";
    }

    @Override
    public List<String> options() {
        return List.of("--db-url=" + url(), "--db-username=sa", "--db-password=sa");
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "sa", "sa");
    }

    @Override
    public Optional<Long> process() {
        return Optional.empty();
    }

    @Override
    public void restart() {
        throw new IllegalStateException("This database lives in Keycloak's process: kill and start the region instead");
    }

    @Override
    public void backUp(Path copy) {
        Shell.in(directory).run("cp", "-a", directory.toString(), copy.toString());
    }

    @Override
    public void restore(Path copy) {
        Shell.in(copy).run("rm", "-rf", directory.toString());
        Shell.in(copy).run("cp", "-a", copy.toString(), directory.toString());
    }

    @Override
    public void close() {
        // it lives in Keycloak's process
    }

    private String url() {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("keycloak")
                + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;NON_KEYWORDS=VALUE";
    }
}
