package io.multiregion.command.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON value. What is not there is like null: asking for more of it finds nothing. */
public record Json(Object value) {

    private static final Json NOTHING = new Json(null);

    /** @throws JsonException if it is not JSON */
    public static Json read(String text) {
        return new Json(new JsonReader(text).whole());
    }

    public Json at(String name) {
        return value instanceof Map<?, ?> members ? new Json(members.get(name)) : NOTHING;
    }

    public List<Json> list() {
        return value instanceof List<?> items ? items.stream().map(Json::new).toList() : List.of();
    }

    public boolean isThere() {
        return value != null;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    public boolean isFalse() {
        return Boolean.FALSE.equals(value);
    }

    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The text, or a question mark. */
    public String orUnknown() {
        return value == null || value instanceof Map || value instanceof List ? "?" : value.toString();
    }

    public Optional<Long> number() {
        return value instanceof BigDecimal number ? Optional.of(number.longValue()) : Optional.empty();
    }

    /** An object of texts and lists of texts, as JSON. */
    public static String write(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + written(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String written(Object value) {
        return value instanceof List<?> items
                ? items.stream().map(Json::written).collect(Collectors.joining(",", "[", "]"))
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\' || each < ' ') {
                quoted.append(String.format("\\u%04x", each));
            } else {
                quoted.append((char) each);
            }
        });
        return quoted.append('"').toString();
    }
}
