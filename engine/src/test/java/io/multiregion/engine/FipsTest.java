package io.multiregion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Sealing, opening and secrets at rest in a JVM of their own that has Bouncy Castle's FIPS edition in approved mode in place of Bouncy
 * Castle, and none of the JDK's own cryptography.
 */
class FipsTest {

    private static final List<String> TESTS =
            List.of("FipsKeys", "seal.EnvelopeTest", "seal.ContentKeysTest", "secret.SealedTextTest");

    private static final int LEAST_TESTS = 40;

    @Test
    void whatRunsWithoutFipsRunsWithIt() throws IOException, InterruptedException {
        Path log = Files.createDirectories(Path.of("target", "fips-run")).resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.bouncycastle.fips.approved_only=true",
                "-Djava.security.properties=" + Path.of("src/test/resources/fips.security"),
                "-cp",
                classPath(),
                FipsTest.class.getName()));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(0, status, () -> read(log));
    }

    /** In the other JVM. */
    public static void main(String[] none) {
        var listener = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(TESTS.stream()
                        .map(name -> DiscoverySelectors.selectClass(FipsTest.class.getPackageName() + "." + name))
                        .toList())
                .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        var out = new PrintWriter(System.out);
        summary.printFailuresTo(out);
        summary.printTo(out);
        System.exit(summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() >= LEAST_TESTS ? 0 : 1);
    }

    private static String classPath() throws IOException {
        try (Stream<Path> fips = Files.list(Path.of("target", "fips"))) {
            return Stream.concat(
                            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                    .filter(entry -> !new File(entry).getName().matches("bc[a-z]+-jdk18on-.*")),
                            fips.map(Path::toString))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
