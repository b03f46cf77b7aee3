package io.multiregion.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends a PostgreSQL server at once, as {@code pg_ctl stop -m immediate} does, and starts it again as it was started before. */
record PostgreSqlCrash(Path directory) {

    void happen() {
        long process = Long.parseLong(lines("postmaster.pid").get(0).trim());
        run(List.of("kill", "-QUIT", Long.toString(process)));
        ProcessHandle.of(process)
                .ifPresent(server ->
                        server.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        String line = lines("postmaster.opts").get(0);
        int end = line.indexOf(' ');
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; the embedded one was started like this too
            command.addAll(List.of("unshare", "-U"));
        }
        String control =
                Path.of(line.substring(0, end)).resolveSibling("pg_ctl").toString();
        String log = directory.resolve("restarts.log").toString();
        command.addAll(List.of(control, "start", "-w", "-D", directory.toString(), "-l", log));
        command.addAll(List.of("-o", line.substring(end + 1)));
        run(command);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("it does not do " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
