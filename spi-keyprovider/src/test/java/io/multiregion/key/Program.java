package io.multiregion.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the operating system that tests need. One that is not there is installed from its Debian package. */
public final class Program {

    private final Path path;

    private Program(Path path) {
        this.path = path;
    }

    /** @throws IllegalStateException naming the package, if it is not there and can't be installed */
    public static Program of(String program, String debianPackage) {
        return new Program(find(program).orElseGet(() -> install(program, debianPackage)));
    }

    /** A program of the running Java. */
    static Program ofJava(String program) {
        return new Program(Path.of(System.getProperty("java.home"), "bin", program));
    }

    /** Runs it, and returns what it says. */
    public String run(String... arguments) {
        return run(path.toString(), List.of(arguments));
    }

    private static String run(String program, List<String> arguments) {
        try {
            ProcessBuilder command = new ProcessBuilder(
                    Stream.concat(Stream.of(program), arguments.stream()).toList());
            command.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(program + " " + String.join(" ", arguments) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path install(String program, String debianPackage) {
        String missing = "Needs the program " + program + ": install the package " + debianPackage;
        try {
            run("apt-get", List.of("update"));
            run("apt-get", List.of("install", "-y", "--no-install-recommends", debianPackage));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(missing, e);
        }
        return find(program).orElseThrow(() -> new IllegalStateException(missing));
    }
}
