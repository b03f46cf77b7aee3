package io.multiregion.testcontainers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The init image, with as few rights as it says that it needs. */
final class InitImageTest {

    private static final List<String> RIGHTS =
            List.of("--read-only", "--network=none", "--cap-drop=ALL", "--security-opt=no-new-privileges:true");

    @Test
    void theJarsOfThisVersionAreInTheVolumeAndNoOthersOfOurs() {
        Containers.keycloak();
        var docker = Containers.root().resolve("docker");
        var volume = "keycloak-multiregion-" + UUID.randomUUID();
        var image = volume + "-init";
        Containers.run("docker", "build", "-q", "-f", docker + "/init/Dockerfile", "-t", image, docker.toString());
        try {
            inside(
                    volume,
                    image,
                    "sh",
                    "-c",
                    "cd /volume && echo > keycloak-multiregion-theme-0.0.9.jar && echo > mine.jar");
            inside(volume, image);
            var expected = new TreeSet<>(Set.of("mine.jar"));
            Stream.of(docker.resolve("target/providers").toFile().listFiles())
                    .map(File::getName)
                    .forEach(expected::add);
            assertEquals(4, expected.size(), expected.toString());
            assertEquals(String.join("\n", expected), inside(volume, image, "ls", "/volume"));
            assertEquals("1000", inside(volume, image, "id", "-u"));
        } finally {
            Containers.run("docker", "volume", "rm", volume);
            Containers.run("docker", "image", "rm", image);
        }
    }

    private static String inside(String volume, String image, String... command) {
        var arguments = Stream.of(
                        Stream.of("docker", "run", "--rm", "-v", volume + ":/volume"),
                        RIGHTS.stream(),
                        Stream.of(image),
                        Stream.of(command))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return Containers.run(arguments);
    }
}
