package io.multiregion.stories.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.server.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What we hand out is our own: no class that the server brings, and no binary in the source. */
final class JarContentsTest {

    private static final List<String> OWN = List.of("io/multiregion/", "META-INF/", "multi-region/");

    private final Checkout checkout = Checkout.here();

    @Test
    void theJarsHoldOnlyOurOwn() throws IOException {
        assertEquals(3, checkout.jars().size(), () -> "keys, replication and theme, but found " + checkout.jars());
        var all = new ArrayList<>(checkout.jars());
        all.add(checkout.command());
        for (var path : all) {
            try (var jar = new JarFile(path.toFile())) {
                var foreign = jar.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(JarEntry::getName)
                        .filter(name -> !isOwn(name))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertEquals(Set.of(), foreign, path.toString());
                for (var text : List.of("LICENSE", "NOTICE")) {
                    assertEquals(
                            Files.readString(checkout.root().resolve(text)),
                            new String(
                                    jar.getInputStream(jar.getJarEntry("META-INF/" + text))
                                            .readAllBytes(),
                                    StandardCharsets.UTF_8),
                            path + " has its own " + text);
                }
            }
        }
    }

    @Test
    void theSourceHoldsNoBinary() {
        var binaries = Shell.in(checkout.root())
                .run("git", "ls-files")
                .lines()
                .filter(name -> name.matches(".*\\.(jar|class|zip|war|exe|so|dll|gz)"))
                .toList();
        assertEquals(List.of(), binaries);
        assertTrue(Files.isExecutable(checkout.root().resolve("mvnw")));
    }

    private static boolean isOwn(String name) {
        return name.endsWith(".class")
                ? name.startsWith("io/multiregion/")
                : OWN.stream().anyMatch(name::startsWith);
    }
}
