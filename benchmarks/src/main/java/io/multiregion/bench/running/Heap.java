package io.multiregion.bench.running;

import io.multiregion.bench.report.Samples;
import io.multiregion.lab.setup.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What is alive in a server's heap, watched by jcmd until it is closed. A histogram of the classes is counted in the pause of a collection:
 * what the heap's usage says a moment later has what was thrown away since.
 */
final class Heap implements AutoCloseable {

    private static final Pattern ALIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final long PAUSE_MILLIS = 300;

    private final Site site;
    private final Thread thread = new Thread(this::watch, "heap");
    private final List<Double> alive = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Heap(Site site) {
        this.site = site;
        this.thread.start();
    }

    /** In megabytes. */
    Samples alive() {
        return Samples.of(alive);
    }

    private void watch() {
        try {
            while (!closed) {
                var total = ALIVE.matcher(jcmd("GC.class_histogram"));
                if (total.find()) {
                    alive.add(Long.parseLong(total.group(1)) / 1024.0 / 1024.0);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the heap of " + site.name() + " can't be watched", e);
        }
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(site.pid()), command)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
