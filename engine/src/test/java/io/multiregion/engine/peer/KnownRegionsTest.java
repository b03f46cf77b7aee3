package io.multiregion.engine.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.settings.Consent;
import io.multiregion.key.trust.Certificates;
import io.multiregion.key.trust.TrustDirectory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnownRegionsTest {

    private static final X509Certificate OLD = TestCertificates.since("old", Duration.ofDays(9));
    private static final X509Certificate NEW = TestCertificates.since("new", Duration.ofDays(1));
    private static final X509Certificate EXPIRED = TestCertificates.endingIn("expired", Duration.ofHours(-1));

    private static final Consent USUAL = Consent.parse("realms=acme");

    @TempDir
    Path trust;

    private final List<PairedRegion> rows = new ArrayList<>();

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("the directory only", List.of(OLD), null, List.of(OLD), "not said"),
                Arguments.of("paired only", List.of(), trusted(OLD), List.of(OLD), "not said"),
                Arguments.of("both, the newer paired", List.of(OLD), trusted(NEW), List.of(NEW, OLD), "not said"),
                Arguments.of("both, the newer in the file", List.of(NEW), trusted(OLD), List.of(NEW, OLD), "not said"),
                Arguments.of("both the same", List.of(NEW), trusted(NEW), List.of(NEW), "not said"),
                Arguments.of("paired with two", List.of(), trusted(OLD, NEW), List.of(NEW, OLD), "not said"),
                Arguments.of("one of two expired", List.of(), trusted(EXPIRED, OLD), List.of(OLD), "not said"),
                Arguments.of(
                        "revoked",
                        List.of(),
                        revoked(OLD),
                        List.of(),
                        "was revoked here at 2026-11-22T10:00:00Z by kim"),
                Arguments.of("revoked, and a file", List.of(NEW), revoked(OLD), List.of(), "was revoked here"),
                Arguments.of("expired", List.of(EXPIRED), null, List.of(), "its certificate expired at"),
                Arguments.of("paired without one that can be read", List.of(), trusted(), List.of(), "is not trusted"),
                Arguments.of("unknown", List.of(), null, List.of(), "pair with it, or put"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void theDatabaseStandsBesideTheDirectoryAndARevocationAbove(
            String what, List<X509Certificate> filed, PairedRegion paired, List<X509Certificate> valid, String refusal)
            throws Exception {
        if (!filed.isEmpty()) {
            Files.writeString(trust.resolve("us.pem"), Certificates.pem(filed));
        }
        Optional.ofNullable(paired).ifPresent(rows::add);
        KnownRegions regions = regions(Optional.of(new TrustDirectory(trust)));
        assertEquals(valid, regions.certificates("us"));
        assertEquals(valid.isEmpty() ? Set.of() : Set.of("us"), regions.names());
        if (valid.isEmpty()) {
            assertTrue(regions.refusal("us").contains(refusal), regions.refusal("us"));
        }
    }

    static Stream<Arguments> consents() {
        Consent said = Consent.parse("mayBecomePrimary=true");
        return Stream.of(
                Arguments.of("the directory only", List.of(OLD), null, USUAL),
                Arguments.of("paired, nothing said", List.of(), trusted(OLD), Consent.NONE),
                Arguments.of("both, nothing said", List.of(OLD), trusted(NEW), USUAL),
                Arguments.of("paired, said", List.of(), saying(trusted(OLD), said), said),
                Arguments.of("both, said", List.of(OLD), saying(trusted(NEW), said), said),
                Arguments.of("of the directory, said", List.of(OLD), saying(trusted(), said), said),
                Arguments.of("revoked, whatever was said", List.of(OLD), saying(revoked(OLD), said), Consent.NONE),
                Arguments.of("unknown", List.of(), null, Consent.NONE));
    }

    private static PairedRegion saying(PairedRegion row, Consent consent) {
        return row.consenting(consent, row.changedAt(), row.changedBy());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("consents")
    void whatOperatorsSaidOfARegionGoesBeforeTheSetting(
            String what, List<X509Certificate> filed, PairedRegion paired, Consent consent) throws Exception {
        if (!filed.isEmpty()) {
            Files.writeString(trust.resolve("us.pem"), Certificates.pem(filed));
        }
        Optional.ofNullable(paired).ifPresent(rows::add);
        assertEquals(consent, regions(Optional.of(new TrustDirectory(trust))).consent("us"));
    }

    @Test
    void aDirectoryIsNotNeeded() {
        rows.add(trusted(OLD));
        assertEquals(List.of(OLD), regions(Optional.empty()).certificates("us"));
    }

    @Test
    void theRowsAreReadWhenRefreshedOnly() {
        KnownRegions regions = regions(Optional.empty());
        rows.add(trusted(OLD));
        assertEquals(List.of(), regions.certificates("us"));
        regions.refresh();
        assertEquals(List.of(OLD), regions.certificates("us"));
        rows.set(0, revoked(OLD));
        regions.refresh();
        assertEquals(List.of(), regions.certificates("us"));
        assertEquals(1, regions.all().size(), "it is still known");
    }

    @Test
    void aNameIsNoPath() throws Exception {
        Path inner = Files.createDirectory(trust.resolve("inner"));
        Files.writeString(trust.resolve("us.pem"), Certificates.pem(List.of(OLD)));
        assertEquals(
                Optional.empty(),
                regions(Optional.of(new TrustDirectory(inner))).of("../us"));
    }

    private KnownRegions regions(Optional<TrustDirectory> directory) {
        KnownRegions regions = new KnownRegions(directory, USUAL, () -> List.copyOf(rows), Clock.systemUTC());
        regions.refresh();
        return regions;
    }

    private static PairedRegion trusted(X509Certificate... certificates) {
        return row(false, certificates);
    }

    private static PairedRegion revoked(X509Certificate... certificates) {
        return row(true, certificates);
    }

    private static PairedRegion row(boolean revoked, X509Certificate... certificates) {
        return new PairedRegion(
                "us",
                URI.create("https://us.example.test"),
                List.of(certificates),
                revoked,
                null,
                Instant.parse("2026-11-22T10:00:00Z"),
                "kim");
    }
}
