package io.multiregion.engine.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.vitals.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What rows have, as a page is told it: what is not known is null. */
final class Shown {

    private Shown() {}

    /** Milliseconds since 1970 as ISO-8601; null for never. */
    static String instant(long at) {
        return at == 0 ? null : Instant.ofEpochMilli(at).toString();
    }

    /** An age; null for never. */
    static Long known(long millis) {
        return millis == Facts.NEVER ? null : millis;
    }

    static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
