package io.multiregion.lab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A ZIP file, extracted without asking for an unzip command on the machine. Scripts are made executable. */
record Zip(Path file) {

    void extractTo(Path directory) {
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                var to = directory.resolve(entry.getName()).normalize();
                if (!to.startsWith(directory)) {
                    throw new IOException("An entry leaves the directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    extract(zip, entry, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void extract(ZipFile zip, ZipEntry entry, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var in = zip.getInputStream(entry)) {
            Files.copy(in, to);
        }
        if (to.toString().endsWith(".sh")) {
            to.toFile().setExecutable(true);
        }
    }
}
