package io.multiregion.stories.messages;

import io.multiregion.lab.region.Region;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a server bears at this moment.
 *
 * @param heap what is alive in its heap, in megabytes, counted in the pause of a collection
 * @param threads how many live
 * @param metrics all that it says of itself
 */
record Vitals(long heap, long threads, String metrics) {

    private static final Pattern ALIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Vitals of(Region region) {
        try {
            var metrics = HTTP.send(
                            HttpRequest.newBuilder(region.management().resolve("/metrics"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return new Vitals(alive(region), value(metrics, "jvm_threads_live_threads"), metrics);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** How many messages were not taken for this reason. */
    long refused(String reason) {
        return value(metrics, "multiregion_receive_failures_total\\{[^}]*reason=\"" + reason + "\"");
    }

    private static long value(String metrics, String name) {
        var line = Pattern.compile("(?m)^" + name + "[^ ]* ([0-9.E]+)").matcher(metrics);
        return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
    }

    private static long alive(Region region) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(region.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var total = ALIVE.matcher(output);
        if (!total.find()) {
            throw new AssertionError("jcmd says: " + output);
        }
        return Long.parseLong(total.group(1)) >> 20;
    }
}
