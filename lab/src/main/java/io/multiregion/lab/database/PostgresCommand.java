package io.multiregion.lab.database;

import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends and starts a PostgreSQL server that was started before, with the command line that it has left in its directory. */
record PostgresCommand(Path directory) {

    private static final Duration ENDING = Duration.ofSeconds(30);

    /** Sends a signal (INT: orderly, QUIT: at once) and waits until the server has gone. */
    void end(long process, String signal) {
        Shell.in(directory).run("kill", "-" + signal, Long.toString(process));
        Await.upTo(ENDING, "the database has ended")
                .until(() ->
                        ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Starts it and waits until it takes connections. */
    void start() {
        var line = line();
        int end = line.indexOf(' ');
        var server = Path.of(line.substring(0, end));
        var command = new ArrayList<String>();
        if (root()) {
            // PostgreSQL refuses to run as root; the embedded one was started like this too
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(server.resolveSibling("pg_ctl").toString(), "start", "-w", "-D", directory.toString()));
        command.addAll(List.of(
                "-l", directory.resolveSibling(directory.getFileName() + ".log").toString()));
        command.addAll(List.of("-o", line.substring(end + 1)));
        Shell.in(directory).run(command);
    }

    private String line() {
        try {
            return Files.readString(directory.resolve("postmaster.opts")).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean root() {
        return Shell.in(directory).run("id", "-u").trim().equals("0");
    }
}
