package io.multiregion.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key pairs of regions, as PKCS#12 files made by the JDK's keytool, and the directories with the certificates they trust. */
final class Keys {

    static final String PASSWORD = "region-keys";

    /** What keys usually are. */
    static final List<String> P256 = List.of("-keyalg", "EC", "-groupname", "secp256r1");

    private final Path directory;

    Keys(Path directory) {
        this.directory = directory;
    }

    /** Makes an EC P-256 key pair for a region. */
    Path make(String region) {
        return make(region, P256, "-validity", "365");
    }

    /** Makes a key pair of some kind, with a certificate as long as these options of keytool say. */
    Path make(String region, List<String> kind, String... validity) {
        var file = file(region);
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool("-genkeypair", "-alias", region, "-dname", "CN=" + region, "-storetype", "PKCS12")
                .with(kind.toArray(String[]::new))
                .with(validity)
                .run(region);
        return file;
    }

    /** Makes the directory of certificates that a region trusts: {@code <name>.pem} for each. */
    Path trust(String region, List<String> trusted) {
        var trust = directory.resolve("trust-" + region);
        try {
            Files.createDirectories(trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var other : trusted) {
            certificate(other, trust.resolve(other + ".pem"));
        }
        return trust;
    }

    /** A region's certificate as PEM. */
    String certificate(String region) {
        var pem = directory.resolve(region + ".pem");
        certificate(region, pem);
        try {
            return Files.readString(pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a region's certificate as PEM. */
    void certificate(String region, Path pem) {
        keytool("-exportcert", "-rfc", "-alias", region, "-file", pem.toString())
                .run(region);
    }

    /** The server options of a region that has these keys. */
    List<String> options(String region, Path trust) {
        return List.of(
                "--spi-multi-region--default--key=" + location(region),
                "--spi-multi-region--default--key-password=" + PASSWORD,
                "--spi-multi-region--default--trust=" + trust.toAbsolutePath());
    }

    /** Where a region's key pair is, as the server's option says it. */
    String location(String region) {
        return "pkcs12:" + file(region).toAbsolutePath();
    }

    private Path file(String region) {
        return directory.resolve(region + ".p12");
    }

    private Keytool keytool(String... arguments) {
        return new Keytool(new ArrayList<>(List.of(arguments)));
    }

    private final class Keytool {
        private final List<String> arguments;

        private Keytool(List<String> arguments) {
            this.arguments = arguments;
        }

        private Keytool with(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        private void run(String region) {
            var command = new ArrayList<String>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(arguments);
            command.addAll(List.of("-keystore", file(region).toString(), "-storepass", PASSWORD));
            Shell.in(directory).run(command);
        }
    }
}
