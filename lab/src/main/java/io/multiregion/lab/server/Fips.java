package io.multiregion.lab.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * With the system property {@code lab.fips} all servers run with {@code --features=fips --fips-mode=strict}, on Bouncy Castle's FIPS
 * edition in place of the one that Keycloak brings, and regions have their keys in BCFKS files.
 */
public final class Fips {

    private Fips() {}

    public static boolean isOn() {
        return Boolean.getBoolean("lab.fips");
    }

    /** Among the features, or null. */
    static String feature() {
        return isOn() ? "fips" : null;
    }

    /** For {@code kc.sh build}. */
    static List<String> build() {
        return isOn() ? List.of("--fips-mode=strict") : List.of();
    }

    /** For {@code kc.sh start}: the passwords of stories are short, and FIPS derives nothing from less than 14 letters. */
    public static List<String> start() {
        return isOn()
                ? List.of(
                        "--spi-password-hashing--pbkdf2-sha512--max-padding-length=14",
                        "--spi-password-hashing--pbkdf2-sha256--max-padding-length=14")
                : List.of();
    }

    /** What the build has fetched besides. */
    static List<Path> jars(Path target) {
        if (!isOn()) {
            return List.of();
        }
        try (var files = Files.list(target.resolve("fips"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
