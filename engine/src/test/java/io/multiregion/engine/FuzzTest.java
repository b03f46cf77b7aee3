package io.multiregion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.PayloadFuzz;
import io.multiregion.engine.seal.MessageFuzz;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Coverage-guided fuzzing of all that reads bytes of other regions, with Jazzer, in a JVM of its own with little memory. For so many
 * seconds for each target: {@code ./fuzz 600}. What a run has found interesting stays in {@code target/fuzz} for the next one.
 */
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 10);

    /** Far fewer would mean that it does not run; it makes some hundred thousand. */
    private static final long LEAST_RUNS = 1000;

    private static final long LEAST_COVERAGE = 100;

    private static final Pattern NEEDED = Pattern.compile("jazzer|jackson-(core|databind|annotations|dataformat-cbor)|"
            + "bc(prov|pkix|util)|jboss-logging-3|keycloak-multiregion");

    @Test
    void messages() throws Exception {
        fuzz(MessageFuzz.class, MessageFuzz.seeds());
    }

    @Test
    void payloads() throws Exception {
        fuzz(PayloadFuzz.class, PayloadFuzz.seeds());
    }

    private static void fuzz(Class<?> target, Map<String, byte[]> seeds) throws IOException, InterruptedException {
        Path directory = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path begin = Files.createDirectories(directory.resolve("seeds"));
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Files.write(begin.resolve(seed.getKey()), seed.getValue());
        }
        Path log = directory.resolve("log");
        int status = new ProcessBuilder(command(target, directory, corpus, begin))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String output = Files.readString(log);
        assertEquals(0, status, "what was found, and the input for it, are in " + directory + ":\n" + output);
        long runs = last(output, "stat::number_of_executed_units: +(\\d+)");
        long coverage = last(output, " cov: (\\d+) ");
        System.out.printf("%s: %d runs, coverage %d%n", target.getSimpleName(), runs, coverage);
        assertTrue(runs >= LEAST_RUNS && coverage >= LEAST_COVERAGE, output);
    }

    private static List<String> command(Class<?> target, Path directory, Path corpus, Path begin) {
        return List.of(
                // a shell between, as the limit on memory counts what a process inherits from the one that started it
                "sh",
                "-c",
                "\"$@\"; exit $?",
                "fuzz",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.multiregion.**:org.bouncycastle.asn1.**:com.fasterxml.jackson.dataformat.cbor.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/",
                "-max_total_time=" + SECONDS,
                "-max_len=65536",
                "-rss_limit_mb=1024",
                "-timeout=10",
                "-print_final_stats=1",
                corpus.toString(),
                begin.toString());
    }

    /** Jazzer looks through all of the class path, and the server's has a thousand times the classes that are needed. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.isDirectory(Path.of(entry))
                        || NEEDED.matcher(Path.of(entry).getFileName().toString())
                                .lookingAt())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long last(String output, String pattern) {
        return Pattern.compile(pattern)
                .matcher(output)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .reduce(0, (before, next) -> next);
    }
}
