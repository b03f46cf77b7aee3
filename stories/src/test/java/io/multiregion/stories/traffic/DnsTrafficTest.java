package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.settings.DnsSettings;
import io.multiregion.engine.settings.DnsSettings.DnsRecord;
import io.multiregion.engine.settings.DnsSettings.TsigKey;
import io.multiregion.engine.traffic.TrafficException;
import io.multiregion.engine.traffic.TrafficSwitch;
import io.multiregion.lab.machine.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** DNS updates against the real BIND. */
final class DnsTrafficTest extends TrafficContract {

    private static final String LOGIN = "login.example.test";
    private static final String HERE = "192.0.2.2";
    private static final Duration TTL = Duration.ofSeconds(7);

    private NameServer server;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = NameServer.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    TrafficSwitch traffic() {
        return dns(LOGIN, "A", HERE);
    }

    @Override
    String destination() {
        return String.join(",", server.lookUp(LOGIN, Type.A));
    }

    @Override
    String here() {
        return HERE;
    }

    @Test
    void movesThereAndBack() {
        assertEquals("192.0.2.1", destination());
        traffic().promoted("acme");
        assertEquals(HERE, destination());
        assertEquals(7, server.records(LOGIN, Type.A).get(0).getTTL());
        dns(LOGIN, "A", "192.0.2.1").promoted("acme");
        assertEquals("192.0.2.1", destination());
    }

    @Test
    void makesARecordThatIsNotThere() {
        dns("new.example.test", "AAAA", "2001:db8::1", "2001:db8::2").promoted("acme");
        assertEquals(
                List.of("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2"), server.lookUp("new.example.test", Type.AAAA));
    }

    @Test
    void givesEachRealmItsName() {
        var traffic = dns("{realm}.example.test", "CNAME", "us.example.test");
        traffic.promoted("acme");
        assertEquals(List.of("us.example.test."), server.lookUp("acme.example.test", Type.CNAME));
        assertEquals(List.of(), server.lookUp("other.example.test", Type.CNAME));
        assertFails("can't be part of the DNS name", () -> traffic.promoted("no label"));
    }

    @Test
    void tellsWhetherAllRealmsShareTheRecord() {
        assertEquals(Optional.of(LOGIN), traffic().shared());
        assertFalse(traffic().usesLabels());
        var labels = dns("{realm}.example.test", "A", HERE);
        assertEquals(Optional.empty(), labels.shared());
        assertTrue(labels.usesLabels());
    }

    /** Nobody who may has given it one. */
    @Test
    void writesNothingForARealmWithoutALabel() {
        dns("{realm}.example.test", "A", HERE).promoted(null);
        assertEquals(List.of(), server.lookUp("null.example.test", Type.A));
        traffic().promoted(null);
        assertEquals(HERE, destination());
    }

    @Test
    void saysWhenTheServerIgnoresTheUpdate() {
        assertFails(
                "says nothing: remove records of other types",
                () -> dns("busy.example.test", "CNAME", "us.example.test").promoted("acme"));
    }

    @Test
    void saysWhenTheKeyIsWrong() {
        var wrong = "bm90IHRoZSBrZXkgdGhhdCBpdCBrbm93cyBhdCBhbGwhIQ==";
        assertFails(
                "answered NOTAUTH",
                () -> traffic(server.port(), NameServer.KEY, wrong).promoted("acme"));
        assertFails(
                "answered NOTAUTH",
                () -> traffic(server.port(), "nobody", NameServer.SECRET).promoted("acme"));
        assertEquals("192.0.2.1", destination());
    }

    @Test
    void saysWhenTheKeyMayNotUpdate() {
        assertFails(
                "answered REFUSED",
                () -> traffic(server.port(), NameServer.OTHER_KEY, NameServer.SECRET)
                        .promoted("acme"));
        assertEquals("192.0.2.1", destination());
    }

    @Test
    void saysWhenNobodyAnswersAndGoesOnLater() {
        assertFails(
                "no answer from the name server",
                () -> traffic(Ports.free(), NameServer.KEY, NameServer.SECRET).promoted("acme"));
        traffic().promoted("acme");
        assertEquals(HERE, destination());
    }

    /** The region stood still between its question and its update, and another was promoted: nothing is overwritten. */
    @Test
    void overwritesNothingThatItHasNotRead() throws IOException {
        Runnable otherRegion = () -> dns(LOGIN, "A", "192.0.2.3").promoted("acme");
        try (var late = UpdateDelay.on(server.port(), otherRegion)) {
            assertFails(
                    "no longer says 192.0.2.1: somebody else has just changed it",
                    () -> traffic(late.port(), NameServer.KEY, NameServer.SECRET)
                            .promoted("acme"));
        }
        assertEquals("192.0.2.3", destination());
    }

    @Test
    void twoRegionsMakeTheRecordOnce() throws IOException {
        Runnable otherRegion = () -> dns("new.example.test", "A", "192.0.2.3").promoted("acme");
        try (var late = UpdateDelay.on(server.port(), otherRegion)) {
            assertFails(
                    "no longer says nothing",
                    () -> TrafficSwitch.dns(settings(late.port(), "new.example.test"))
                            .promoted("acme"));
        }
        assertEquals(List.of("192.0.2.3"), server.lookUp("new.example.test", Type.A));
    }

    private TrafficSwitch dns(String name, String type, String... targets) {
        return TrafficSwitch.dns(new DnsSettings(
                "127.0.0.1",
                server.port(),
                NameServer.ZONE,
                new DnsRecord(name, type, List.of(targets), TTL),
                new TsigKey(NameServer.KEY, "hmac-sha256", NameServer.SECRET)));
    }

    private static DnsSettings settings(int port, String name) {
        return new DnsSettings(
                "127.0.0.1",
                port,
                NameServer.ZONE,
                new DnsRecord(name, "A", List.of(HERE), TTL),
                new TsigKey(NameServer.KEY, "hmac-sha256", NameServer.SECRET));
    }

    private static TrafficSwitch traffic(int port, String key, String secret) {
        return TrafficSwitch.dns(new DnsSettings(
                "127.0.0.1",
                port,
                NameServer.ZONE,
                new DnsRecord(LOGIN, "A", List.of(HERE), TTL),
                new TsigKey(key, "hmac-sha256", secret)));
    }

    private static void assertFails(String message, Runnable promotion) {
        var failure = assertThrows(TrafficException.class, promotion::run);
        assertTrue(failure.getMessage().contains(message), failure::getMessage);
    }
}
