package io.multiregion.lab.client;

import io.multiregion.lab.machine.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A browser without a window. It finds one region at the address that users know, and has no cookies. */
public final class Chromium {

    private static final int PATIENCE_SECONDS = 60;

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1000,800",
            "--dump-dom");

    private final Path program = Program.of("chromium", "chromium");
    private final URI front;
    private final int port;
    private final Path pictures;

    /**
     * @param front the address that users know
     * @param port where the region that answers there listens on this machine
     * @param pictures the directory for pictures of the pages
     */
    public Chromium(URI front, int port, Path pictures) {
        this.front = front;
        this.port = port;
        this.pictures = pictures;
    }

    /** Opens a page, takes a picture of it, and returns its document. */
    public String open(String path, String language, String picture) {
        try {
            Files.createDirectories(pictures);
            var profile = Files.createTempDirectory("chromium-");
            var image = pictures.resolve(picture + ".png");
            Files.deleteIfExists(image);
            var line = new ArrayList<>(List.of(program.toString()));
            line.addAll(OPTIONS);
            line.add("--user-data-dir=" + profile);
            line.add("--accept-lang=" + language);
            line.add("--host-resolver-rules=MAP " + front.getHost() + " 127.0.0.1:" + port);
            line.add("--screenshot=" + image);
            line.add(front + path);
            var document = run(line, profile.resolve("document.html"));
            if (!Files.exists(image) || Files.size(image) == 0) {
                throw new IllegalStateException("No picture of " + path + ": " + document);
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> line, Path document) throws IOException {
        var process = new ProcessBuilder(line)
                .redirectOutput(document.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("The browser did not end well: " + line);
            }
            return Files.readString(document, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
