package io.multiregion.bench;

import io.multiregion.lab.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The peak of what a server's heap holds after a garbage collection, watched by jcmd until it is closed. */
final class Heap implements AutoCloseable {

    private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");
    private static final long PAUSE_MILLIS = 1_500;

    private final Site site;
    private final Thread thread = new Thread(this::watch, "heap");
    private volatile double peak;
    private volatile boolean closed;

    Heap(Site site) {
        this.site = site;
        this.thread.start();
    }

    /** In megabytes. */
    double peak() {
        return peak;
    }

    private void watch() {
        try {
            while (!closed) {
                jcmd("GC.run");
                var used = USED.matcher(jcmd("GC.heap_info"));
                if (used.find()) {
                    peak = Math.max(peak, Long.parseLong(used.group(1)) / 1024.0);
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
