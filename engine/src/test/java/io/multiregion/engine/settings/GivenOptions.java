package io.multiregion.engine.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Server options from a map. */
record GivenOptions(Map<String, String> values) implements Options {

    /** No more than what is required. */
    static GivenOptions complete() {
        return new GivenOptions(Map.of(
                "region", "eu",
                "url", "https://eu.example.com/",
                "key", "pkcs12:/keys/eu.p12",
                "key-password", "secret"));
    }

    GivenOptions with(String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return new GivenOptions(more);
    }

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Settings read() {
        return Settings.read(this).orElseThrow();
    }
}
