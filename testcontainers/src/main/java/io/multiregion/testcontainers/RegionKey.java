package io.multiregion.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key pair of a region, made for one run: it signs and opens what the regions ship, and speaks https. A real region has two.
 *
 * @param store a PKCS#12 file
 * @param certificate as PEM
 */
record RegionKey(byte[] store, String password, String certificate) {

    /** Made by the keytool of the Java that runs, which is there wherever a key pair is needed, without a library. */
    static RegionKey of(String region) {
        var password = random();
        try {
            var directory = Files.createTempDirectory("region");
            var file = directory.resolve("region.p12");
            try {
                make(region, file, password);
                return new RegionKey(Files.readAllBytes(file), password, certificate(region, file, password));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key of region " + region + " can't be made", e);
        }
    }

    private static void make(String region, Path file, String password) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var builder = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        region,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + region,
                        "-ext",
                        "san=dns:" + region + ",dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass:env",
                        "REGION_KEY")
                .redirectErrorStream(true);
        builder.environment().put("REGION_KEY", password);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(keytool + " says: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static String certificate(String region, Path file, String password) throws IOException {
        try {
            var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n"
                    + encoder.encodeToString(store.getCertificate(region).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String random() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
