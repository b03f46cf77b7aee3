package io.multiregion.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published says where it comes from, or is not published. */
class ReleaseTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void thePomHasWhatMavenCentralAsksFor() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        for (String element : List.of(
                "name",
                "description",
                "url",
                "licenses",
                "developers",
                "developer",
                "scm",
                "connection",
                "developerConnection")) {
            assertTrue(pom.contains("<" + element + ">"), element);
        }
    }

    @Test
    void nothingIsPublishedWithoutAHome() throws IOException, InterruptedException {
        boolean home = !Files.readString(ROOT.resolve("pom.xml")).contains("example.invalid");
        assertRefused(home ? "Maven Central takes no snapshot" : "names no home yet", "0.1.0-SNAPSHOT", "public");
        assertRefused("after the version comes public", "0.1.0", "publik");
    }

    private static void assertRefused(String said, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "release"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), output);
        assertTrue(output.contains(said), output);
    }
}
