package io.multiregion.engine.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void aRegionIsReachedOverHttps() {
        Settings settings = read(Map.of());
        assertEquals("https://eu.example.com", settings.url().toString());
        assertEquals(List.of(), settings.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "http://eu.example.com, false, https",
        "http://127.0.0.1:8080, false, allow-http=true",
        "https://eu.example.com, maybe, use false or true"
    })
    void httpIsRefusedWhereItIsNotAllowed(String url, String allowed, String problem) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> read(Map.of("url", url, "allow-http", allowed)))
                .getMessage();
        assertTrue(message.contains(problem), message);
    }

    @Test
    void httpIsWarnedOfWhereItIsAllowed() {
        Settings settings = read(Map.of("url", "http://eu.example.com", "allow-http", "true"));
        assertEquals("http://eu.example.com", settings.url().toString());
        assertTrue(settings.warnings().get(0).startsWith("allow-http is on"), settings.warnings()::toString);
    }

    @Test
    void withoutARegionNothingIsReadAndNothingIsWrong() {
        assertEquals(Optional.empty(), Settings.read(new GivenOptions(Map.of("silence", "soon"))));
        assertEquals(Optional.empty(), Settings.read(new GivenOptions(Map.of("region", " "))));
    }

    @Test
    void whatIsNotGivenIsAsTheTableSays() {
        Settings settings = read(Map.of());
        Duration minute = Duration.ofSeconds(60);
        assertEquals(new Settings.MoveBounds(minute, minute, Duration.ofSeconds(5)), settings.moves());
        assertEquals(
                new Settings.Patience(minute, Duration.ofMillis(1500), Duration.ofSeconds(2)), settings.patience());
        assertEquals(new Settings.TrustedDirectory(Optional.empty(), Consent.NONE), settings.trust());
        assertEquals(Optional.empty(), settings.dns());
        assertEquals("pkcs12:/keys/eu.p12", settings.sealing().key());
        assertArrayEquals("secret".toCharArray(), settings.sealing().password());
        assertEquals(List.of(), settings.sealing().former());
        assertArrayEquals("secret".toCharArray(), settings.sealing().formerPassword());
        assertEquals(Duration.ofHours(1), settings.sealing().grace());
    }

    @Test
    void aSealingKeyOfItsOwnHasAPasswordOfItsOwn() {
        SealingSettings sealing = read(Map.of(
                        "sealing-key", "pkcs12:/keys/s.p12", "sealing-key-former", "pkcs12:/a  pkcs12:/b"))
                .sealing();
        assertEquals("pkcs12:/keys/s.p12", sealing.key());
        assertEquals(null, sealing.password());
        assertEquals(List.of("pkcs12:/a", "pkcs12:/b"), sealing.former());
        assertArrayEquals(
                "f".toCharArray(),
                read(Map.of("sealing-key-former-password", "f")).sealing().formerPassword());
    }

    @Test
    void ofSeveralOwnKeysTheFirstSeals() {
        assertEquals(
                "pkcs12:/b",
                read(Map.of("key", " pkcs12:/b pkcs12:/a")).sealing().key());
    }

    @Test
    void theKeyThatOthersProxiesAskForIsReadAtTheStart() {
        String store = SettingsTest.class
                .getResource("/io/multiregion/engine/seal/eu-ec.p12")
                .getPath();
        assertTrue(read(Map.of("tls-key-store", store, "tls-key-store-password", "golden-vector"))
                .tls()
                .isPresent());
        for (String wrong : List.of(store, "/nowhere.p12")) {
            String message = assertThrows(
                            SettingsRefusedException.class,
                            () -> read(Map.of("tls-key-store", wrong, "tls-key-store-password", "wrong")))
                    .getMessage();
            assertTrue(message.contains("tls-key-store can't be used"), message);
        }
    }

    /** One exception for all: of this region, its keys, its waits, sealing and DNS. */
    @Test
    void allThatIsWrongIsSaidTogetherByName() {
        Map<String, String> wrong = Map.of(
                "region", "EU",
                "url", "eu.example.com",
                "allow-http", "yes",
                "key", " ",
                "key-password", "",
                "trust", "/trust?everything",
                "sealing-key", "pkcs12:/a pkcs12:/b",
                "traffic", "dns",
                "dns-server", "a b");
        Map<String, String> given = new HashMap<>(wrong);
        Set<String> names = new HashSet<>(wrong.keySet());
        names.remove("traffic");
        for (Option option : OptionTable.ALL) {
            if (option.unit() != null
                    || !option.choices().isEmpty() && !option.name().equals("traffic")) {
                given.put(option.name(), "soon");
                names.add(option.name());
            }
            if (option.isRequired()) {
                names.add(option.name());
            }
        }
        SettingsRefusedException refused = assertThrows(SettingsRefusedException.class, () -> read(given));
        Set<String> said = new HashSet<>();
        for (String problem : refused.problems()) {
            assertTrue(problem.startsWith("spi-multi-region--default--"), problem);
            assertTrue(problem.matches(".*(use |set it to |give |is neither ).*"), problem);
            assertTrue(said.add(problem.substring(Option.PREFIX.length()).split(" ")[0]), "twice: " + problem);
            assertTrue(refused.getMessage().contains(problem), problem);
        }
        assertEquals(names, said);
    }

    @ParameterizedTest
    @CsvSource({
        "sealing-grace, 3",
        "answer-timeout, 0",
        "silence, -1",
        "arrival-wait, 1.5",
        "flap-interval, 99999999999",
    })
    void aWrongNumberIsToldItsUnitAndItsBound(String name, String value) {
        SettingsRefusedException refused =
                assertThrows(SettingsRefusedException.class, () -> read(Map.of(name, value)));
        String said = refused.problems().get(0);
        assertEquals(1, refused.problems().size());
        assertTrue(said.startsWith(Option.PREFIX + name + " is '" + value + "': use a whole number of "), said);
    }

    @Test
    void passwordsAreNotTold() {
        Settings settings = read(Map.of());
        assertEquals("region eu at https://eu.example.com", settings.toString());
        assertEquals("region eu at https://eu.example.com", settings.own().toString());
        assertEquals("sealing key pkcs12:/keys/eu.p12", settings.sealing().toString());
    }

    private static Settings read(Map<String, String> changed) {
        GivenOptions options = GivenOptions.complete();
        for (var option : changed.entrySet()) {
            options = options.with(option.getKey(), option.getValue());
        }
        return options.read();
    }
}
