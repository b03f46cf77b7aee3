package io.multiregion.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code keytool} of the running Java, working on one PKCS#12 file. */
final class KeyTool {

    static final String PASSWORD = "s3cret-enough";

    private final Path file;

    KeyTool(Path file) {
        this.file = file;
    }

    KeyTool key(String alias, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    KeyTool export(String alias, Path pem) throws IOException, InterruptedException {
        return run(List.of("-exportcert", "-rfc", "-alias", alias, "-file", pem.toString()));
    }

    private KeyTool run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes());
        }
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + arguments.get(0) + " failed: " + output);
        }
        return this;
    }
}
