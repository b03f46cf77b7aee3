package io.multiregion.key.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.Draft;
import io.multiregion.key.Pem;
import io.multiregion.key.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustDirectoryTest {

    @TempDir
    Path directory;

    private Path trust;

    @BeforeEach
    void directory() throws Exception {
        trust = Files.createDirectory(directory.resolve("trust"));
    }

    @Test
    void aRegionComesAndGoesWithItsFile() throws Exception {
        TrustedRegions regions = new TrustDirectory(trust);
        assertTrue(regions.certificate("us").isEmpty());
        assertEquals(Set.of(), regions.names());

        put("us", "us");
        assertEquals("CN=us", subject(regions, "us"));
        assertEquals(Set.of("us"), regions.names());

        Files.delete(trust.resolve("us.pem"));
        assertTrue(regions.certificate("us").isEmpty());
        assertEquals(Set.of(), regions.names());
    }

    @Test
    void aReplacedFileIsReadAgain() throws Exception {
        put("us", "us");
        TrustedRegions regions = new TrustDirectory(trust);
        X509Certificate first = regions.certificate("us").orElseThrow();

        Files.move(
                ec("next").to(directory.resolve("next.pem")),
                trust.resolve("us.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals("CN=next", subject(regions, "us"));
        assertNotEquals(first, regions.certificate("us").orElseThrow());
    }

    /** Kubernetes mounts a ConfigMap as links to the files of a folder, and changes it by another folder behind the same name. */
    @Test
    void aConfigMapIsReadAgainWhenItsFolderIsExchanged() throws Exception {
        configMap("..first", "us");
        Files.createSymbolicLink(trust.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(trust.resolve("us.pem"), Path.of("..data", "us.pem"));
        TrustDirectory regions = new TrustDirectory(trust);
        assertEquals("CN=us", subject(regions, "us"));
        assertEquals(Set.of("us"), regions.all().keySet());

        configMap("..second", "next");
        Files.createSymbolicLink(trust.resolve("..data_tmp"), Path.of("..second"));
        Files.move(trust.resolve("..data_tmp"), trust.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals("CN=next", subject(regions, "us"));
        assertEquals(Set.of("us"), regions.all().keySet());
    }

    private void configMap(String folder, String name) throws Exception {
        ec(name).to(Files.createDirectory(trust.resolve(folder)).resolve("us.pem"));
    }

    @Test
    void aFileMayHoldTheOldCertificateAndTheNewOne() throws Exception {
        put("us", "us");
        TrustedRegions regions = new TrustDirectory(trust);
        assertEquals("CN=us", subject(regions, "us"));

        String next = ec("next").text();
        String old = Pem.of(Draft.selfSigned("old", TestKeys.ec(), terms -> terms.since(Duration.ofDays(5))))
                .text();
        Files.writeString(trust.resolve("us.pem"), old + next);
        assertEquals(
                List.of("CN=next", "CN=old"),
                regions.certificates("us").stream()
                        .map(certificate ->
                                certificate.getSubjectX500Principal().getName())
                        .toList());

        Files.writeString(trust.resolve("us.pem"), old + "-----BEGIN CERTIFICATE-----\n");
        assertEquals(List.of(), regions.certificates("us"), "half a file is none");
    }

    @Test
    void whatIsHeldButNotTrustedIsKnownOf() throws Exception {
        put("us", "us");
        TrustDirectory later = new TrustDirectory(trust, Clock.offset(Clock.systemUTC(), Duration.ofDays(91)));
        assertEquals(List.of(), later.certificates("us"));
        assertEquals(1, later.held("us").size());
        assertEquals(Set.of("us"), later.all().keySet());
    }

    @Test
    void trustEndsWhenTheCertificateExpires() throws Exception {
        put("us", "us");
        TrustedRegions later = new TrustDirectory(trust, Clock.offset(Clock.systemUTC(), Duration.ofDays(91)));
        assertTrue(new TrustDirectory(trust).certificate("us").isPresent());
        assertTrue(later.certificate("us").isEmpty());
        assertEquals(Set.of(), later.names());
    }

    @Test
    void whatIsNoUsableCertificateIsNotTrusted() throws Exception {
        Files.writeString(trust.resolve("text.pem"), "hello");
        Files.write(trust.resolve("long.pem"), new byte[100_000]);
        Files.createDirectory(trust.resolve("folder.pem"));
        Pem.of(Draft.selfSigned("weak", TestKeys.weakRsa())).to(trust.resolve("weak.pem"));
        put("us", "us");
        assertEquals(Set.of("us"), new TrustDirectory(trust).names());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "../outside", "..", "US", "-us", "a/b", "us\n", "us.pem", "us\0"})
    void aNameIsNoPath(String name) throws Exception {
        ec("outside").to(directory.resolve("outside.pem"));
        assertTrue(new TrustDirectory(trust).certificate(name).isEmpty());
    }

    @Test
    void aNameHasAtMost63Letters() {
        assertTrue(RegionName.isValid("a".repeat(63)));
        assertEquals(false, RegionName.isValid("a".repeat(64)));
    }

    @Test
    void aMissingDirectoryIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new TrustDirectory(directory.resolve("none")))
                .getMessage();
        assertTrue(message.contains("no such directory"), message);
    }

    private void put(String region, String name) {
        ec(name).to(trust.resolve(region + ".pem"));
    }

    private static Pem ec(String name) {
        return Pem.of(Draft.selfSigned(name, TestKeys.ec()));
    }

    private static String subject(TrustedRegions regions, String region) {
        return regions.certificate(region)
                .orElseThrow()
                .getSubjectX500Principal()
                .getName();
    }
}
