package io.multiregion.lab.demo;

import io.multiregion.lab.region.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that a demo has left running, by id and start, in a file: so that exactly these can be ended later. */
record LeftRunning(Path file) {

    void remember(List<Region> regions) {
        var lines = new ArrayList<String>();
        for (var region : regions) {
            lines.add(line(region.pid()));
            region.database().process().map(this::line).ifPresent(lines::add);
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends them in order, each region before its database. Returns whether there was one. */
    boolean stop() {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            boolean any = false;
            for (var line : Files.readAllLines(file)) {
                var process = process(line);
                process.ifPresent(LeftRunning::end);
                any |= process.isPresent();
            }
            Files.delete(file);
            return any;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        return pid + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private Optional<ProcessHandle> process(String line) {
        var fields = line.split(" ");
        return ProcessHandle.of(Long.parseLong(fields[0]))
                .filter(process -> line(process.pid()).equals(line));
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        process.onExit().join();
    }
}
