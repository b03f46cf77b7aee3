package io.multiregion.engine.peer.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.multiregion.engine.metrics.MeterObserver;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.PairedRegion;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.engine.settings.Consent;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateWatchTest {

    private final List<PairedRegion> rows = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KnownRegions known =
            new KnownRegions(Optional.empty(), Consent.NONE, () -> List.copyOf(rows), Clock.systemUTC());

    @Test
    void thirtyDaysAheadAndNotEarlier() {
        pair("in-ten-days", 10, false);
        pair("in-forty-days", 40, false);
        pair("yesterday", -1, false);
        pair("gone", 5, true);
        CertificateWatch watch = watch(Clock.systemUTC(), 40);
        List<String> warnings = watch.warnings();
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).startsWith("the certificate of region in-ten-days expires at 2"), warnings::toString);
        assertTrue(warnings.get(1).startsWith("the certificate of region yesterday expired at 2"), warnings::toString);
    }

    @Test
    void thisRegionsOwnFirst() {
        pair("a-region", 10, false);
        List<String> warnings = watch(Clock.systemUTC(), 10).warnings();
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("the certificate of region eu expires at"), warnings::toString);
    }

    @Test
    void whatIsFarAwayComesNearer() {
        pair("us", 40, false);
        assertEquals(List.of(), watch(Clock.systemUTC(), 90).warnings());
        assertEquals(
                1,
                watch(Clock.offset(Clock.systemUTC(), Duration.ofDays(11)), 90)
                        .warnings()
                        .size());
    }

    @Test
    void gaugesSayHowManySecondsAreLeft() {
        pair("us", 10, false);
        CertificateWatch watch = watch(Clock.systemUTC(), 40);
        watch.look();
        assertNear(10, gauge("us"));
        assertNear(40, gauge("eu"));
        pair("us", 20, false);
        known.refresh();
        watch.look();
        assertNear(20, gauge("us"));
        pair("us", 20, true);
        known.refresh();
        watch.look();
        assertEquals(
                null,
                meters.find("multiregion.certificate.expiry.seconds")
                        .tag("region", "us")
                        .gauge());
    }

    private double gauge(String region) {
        Gauge gauge = meters.get("multiregion.certificate.expiry.seconds")
                .tag("region", region)
                .gauge();
        return gauge.value();
    }

    private static void assertNear(int days, double seconds) {
        assertEquals(Duration.ofDays(days).toSeconds(), seconds, 120);
    }

    private void pair(String region, int days, boolean revoked) {
        rows.removeIf(row -> row.name().equals(region));
        rows.add(new PairedRegion(
                region,
                URI.create("https://example.test"),
                List.of(TestCertificates.endingIn(region, Duration.ofDays(days))),
                revoked,
                null,
                Instant.now(),
                "kim"));
    }

    private CertificateWatch watch(Clock clock, int ownDays) {
        known.refresh();
        RegionKeys keys =
                new RegionKeys(List.of(new OnlyCertificate(TestCertificates.endingIn("eu", Duration.ofDays(ownDays)))));
        return new CertificateWatch(
                new OwnIdentity("eu", URI.create("https://eu.example.test"), keys),
                known,
                new MeterObserver(meters, "eu"),
                clock);
    }

    /** Nothing is signed or opened here. */
    record OnlyCertificate(X509Certificate certificate) implements IdentityKey {

        @Override
        public String uri() {
            return "test:eu";
        }

        @Override
        public byte[] sign(byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decrypt(byte[] encrypted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] agree(ECPublicKey other) {
            throw new UnsupportedOperationException();
        }
    }
}
