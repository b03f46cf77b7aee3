package io.multiregion.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code keytool} of the running Java, working on one PKCS#12 file. */
public final class KeyTool {

    public static final String PASSWORD = "s3cret-enough";

    private final Path file;

    public KeyTool(Path file) {
        this.file = file;
    }

    public KeyTool key(String alias, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
        arguments.addAll(List.of(options));
        run(arguments);
        return this;
    }

    public KeyTool secret(String alias, String algorithm, int bits) throws IOException, InterruptedException {
        run(List.of("-genseckey", "-alias", alias, "-keyalg", algorithm, "-keysize", String.valueOf(bits)));
        return this;
    }

    public KeyTool export(String alias, Path pem) throws IOException, InterruptedException {
        run(List.of("-exportcert", "-rfc", "-alias", alias, "-file", pem.toString()));
        return this;
    }

    /** What it says of an entry. */
    String list(String alias) throws IOException, InterruptedException {
        return run(List.of("-list", "-v", "-alias", alias));
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
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
        return output;
    }
}
