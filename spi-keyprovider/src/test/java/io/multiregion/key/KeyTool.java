package io.multiregion.key;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The {@code keytool} of the running Java, working on one PKCS#12 file. */
public final class KeyTool {

    private final Program program = Program.ofJava("keytool");
    private final Path file;

    public KeyTool(Path file) {
        this.file = file;
    }

    /** A pair on P-256. */
    public KeyTool ec(String alias) {
        run("-genkeypair", alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1");
        return this;
    }

    /** A key of AES-256. */
    public KeyTool aes(String alias) {
        run("-genseckey", alias, "-keyalg", "AES", "-keysize", "256");
        return this;
    }

    public KeyTool export(String alias, Path pem) {
        run("-exportcert", alias, "-rfc", "-file", pem.toString());
        return this;
    }

    /** What it says of an entry. */
    public String list(String alias) {
        return run("-list", alias, "-v");
    }

    private String run(String command, String alias, String... options) {
        String[] where = {"-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", KeyFile.PASSWORD};
        return program.run(Stream.of(new String[] {command, "-alias", alias}, options, where)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }
}
