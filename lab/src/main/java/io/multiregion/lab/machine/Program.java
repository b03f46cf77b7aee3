package io.multiregion.lab.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the operating system that stories need. */
public final class Program {

    private Program() {}

    /**
     * Where a program is. One that is not there is installed from its Debian package.
     *
     * @throws IllegalStateException naming the package, if it is not there and can't be installed
     */
    public static Path of(String program, String debianPackage) {
        return find(program).orElseGet(() -> install(program, debianPackage));
    }

    private static Optional<Path> find(String program) {
        // what only root needs is not on everybody's path
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path install(String program, String debianPackage) {
        var missing = "Needs the program " + program + ": install the package " + debianPackage;
        try {
            var shell = new Shell(Path.of("/"), Map.of("DEBIAN_FRONTEND", "noninteractive"));
            shell.run("apt-get", "update");
            shell.run("apt-get", "install", "-y", "--no-install-recommends", debianPackage);
        } catch (RuntimeException e) {
            throw new IllegalStateException(missing, e);
        }
        return find(program).orElseThrow(() -> new IllegalStateException(missing));
    }
}
