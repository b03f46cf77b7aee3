package io.multiregion.lab.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** JSON for people: names need no quotes, and texts may stand in single ones. */
public final class Json {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Json() {}

    /** Reads a text; {@code %s} in it are replaced first. */
    public static JsonNode of(String text, Object... values) {
        return read(values.length == 0 ? text : text.formatted(values));
    }

    public static JsonNode read(String text) {
        try {
            return text.isBlank() ? JsonNodeFactory.instance.missingNode() : LENIENT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + text, e);
        }
    }

    static String pretty(JsonNode node) {
        return node.toPrettyString();
    }
}
