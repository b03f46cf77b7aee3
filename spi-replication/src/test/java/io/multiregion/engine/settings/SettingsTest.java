package io.multiregion.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "region", "eu", "url", "https://eu.example.com/", "key", "pkcs12:/keys/eu.p12", "key-password", "secret");

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
        "https://eu.example.com, maybe, use true or false"
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

    private static Settings read(Map<String, String> changed) {
        Map<String, String> options = new HashMap<>(COMPLETE);
        options.putAll(changed);
        return Settings.read(new Options(options)).orElseThrow();
    }
}
