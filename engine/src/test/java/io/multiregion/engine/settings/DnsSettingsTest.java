package io.multiregion.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsSettingsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "traffic", "dns",
            "dns-server", "ns1.example.com",
            "dns-zone", "example.com",
            "dns-name", "login.example.com",
            "dns-target", "192.0.2.1, 192.0.2.2",
            "dns-tsig-name", "failover",
            "dns-tsig-secret", "c2VjcmV0");

    @Test
    void readsWithDefaults() {
        DnsSettings settings = read(COMPLETE).orElseThrow();
        assertEquals("ns1.example.com", settings.server());
        assertEquals(53, settings.port());
        assertEquals("A", settings.record().type());
        assertEquals(List.of("192.0.2.1", "192.0.2.2"), settings.record().targets());
        assertEquals(Duration.ofSeconds(30), settings.record().ttl());
        assertEquals("hmac-sha256", settings.key().algorithm());
    }

    @ParameterizedTest
    @CsvSource({
        "ns1.example.com:5353, ns1.example.com, 5353",
        "192.0.2.9, 192.0.2.9, 53",
        "[2001:db8::1]:5353, [2001:db8::1], 5353"
    })
    void readsTheServersAddress(String option, String host, int port) {
        DnsSettings settings = read(with("dns-server", option)).orElseThrow();
        assertEquals(host, settings.server());
        assertEquals(port, settings.port());
    }

    @Test
    void isNotThereUnlessAskedFor() {
        assertEquals(Optional.empty(), read(Map.of()));
        assertEquals(Optional.empty(), read(with("traffic", "none")));
    }

    @ParameterizedTest
    @CsvSource({
        "traffic, route53, traffic is 'route53': use none or dns",
        "dns-server, a b, dns-server is 'a b'",
        "dns-type, TXT, dns-type is 'TXT'",
        "dns-ttl, 0, dns-ttl is '0'",
        "dns-tsig-algorithm, hmac-md5, dns-tsig-algorithm is 'hmac-md5'",
        "dns-tsig-secret, ***, dns-tsig-secret is not Base64",
        "dns-zone, '', dns-zone is missing",
        "dns-target, ' ', dns-target is missing",
    })
    void saysWhatIsWrong(String option, String value, String problem) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(with(option, value)))
                .getMessage();
        assertTrue(message.contains("spi-multi-region--default--" + problem), message);
    }

    @Test
    void saysAllThatIsMissingAtOnce() {
        String message = assertThrows(IllegalArgumentException.class, () -> read(Map.of("traffic", "dns")))
                .getMessage();
        for (String name : COMPLETE.keySet()) {
            assertTrue(name.equals("traffic") || message.contains(name + " is missing"), message);
        }
    }

    @Test
    void tellsWhetherARecordIsShared() {
        assertFalse(read(COMPLETE).orElseThrow().isPerRealm());
        assertTrue(read(with("dns-name", "{realm}.example.com")).orElseThrow().isPerRealm());
    }

    @Test
    void tellsNobodyTheKey() {
        DnsSettings settings = read(COMPLETE).orElseThrow();
        assertFalse(settings.toString().contains("c2VjcmV0"));
        assertFalse(settings.key().toString().contains("c2VjcmV0"));
    }

    private static Map<String, String> with(String option, String value) {
        return new GivenOptions(COMPLETE).with(option, value).values();
    }

    private static Optional<DnsSettings> read(Map<String, String> options) {
        GivenOptions given = GivenOptions.complete();
        for (var option : options.entrySet()) {
            given = given.with(option.getKey(), option.getValue());
        }
        return given.read().dns();
    }
}
