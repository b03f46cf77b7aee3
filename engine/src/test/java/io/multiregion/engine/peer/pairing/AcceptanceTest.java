package io.multiregion.engine.peer.pairing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.engine.settings.Consent;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.Certificates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With which address a region may be paired. */
class AcceptanceTest {

    private final KnownRegions known = new KnownRegions(Optional.empty(), Consent.NONE, List::of, Clock.systemUTC());

    @Test
    void httpNeedsToBeAllowed() {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> acceptance(false).check("us", identity("http://us.test")));
        assertEquals("invalid_url", refused.error());
        assertDoesNotThrow(() -> acceptance(true).check("us", identity("http://us.test")));
        assertDoesNotThrow(() -> acceptance(false).check("us", identity("https://us.test")));
    }

    private Acceptance acceptance(boolean allowHttp) {
        OwnIdentity own =
                new OwnIdentity("eu", URI.create("https://eu.test"), new RegionKeys(List.of(new CertificateOnly())));
        return new Acceptance(own, known, allowHttp, Clock.systemUTC());
    }

    private static PairingRequest identity(String url) {
        String pem = Certificates.pem(List.of(TestCertificates.since("us", Duration.ofDays(1))));
        String json =
                "{\"region\":\"us\",\"url\":\"" + url + "\",\"certificates\":[\"" + pem.replace("\n", "\\n") + "\"]}";
        return PairingRequest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A key that is only looked at. */
    private static final class CertificateOnly implements IdentityKey {

        @Override
        public String uri() {
            return "none:eu";
        }

        @Override
        public X509Certificate certificate() {
            return TestCertificates.since("eu", Duration.ofDays(1));
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
