package io.multiregion.key.place;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The URI of a key, taken apart: {@code scheme:place?name=value&name=value}. Place and values are taken as they are, without
 * percent-decoding. There is no place for a secret in it, so that it may be shown and stored.
 *
 * @param scheme without the colon
 * @param place between the scheme and the first question mark, never empty
 * @param parameters in their order, each known to the scheme
 */
public record KeyUri(String scheme, String place, Map<String, String> parameters) {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST = 1024;

    public KeyUri {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param known the parameters of this scheme
     * @param form what such a URI looks like, for people
     * @throws IllegalArgumentException if it is another URI; the message holds none of its values
     */
    public static KeyUri of(String uri, String scheme, Set<String> known, String form) {
        String start = scheme + ":";
        if (uri == null
                || !uri.startsWith(start)
                || uri.length() > LONGEST
                || uri.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a key location is " + form);
        }
        int query = uri.indexOf('?');
        String place = uri.substring(start.length(), query < 0 ? uri.length() : query);
        if (place.isBlank()) {
            throw new IllegalArgumentException("a key location is " + form + ", but this one names no place");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query >= 0) {
            for (String each : uri.substring(query + 1).split("&", -1)) {
                int equals = each.indexOf('=');
                String name = equals < 0 ? each : each.substring(0, equals);
                boolean wrong = equals < 0 || equals == each.length() - 1 || !known.contains(name);
                if (wrong || parameters.put(name, each.substring(equals + 1)) != null) {
                    // the value may be a secret put into the wrong place: not repeated
                    throw new IllegalArgumentException("a key location is " + form + ", its parameters are "
                            + new TreeSet<>(known) + " with a value each, once: " + start + place
                            + " has another one. Secrets don't belong into it");
                }
            }
        }
        return new KeyUri(scheme, place, parameters);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** What every call to the key is bounded by: {@code timeout} in milliseconds, 5 seconds unless told. */
    public Duration timeLimit() {
        String text = parameters.get("timeout");
        if (text == null) {
            return TIME_LIMIT;
        }
        if (!text.matches("[1-9][0-9]{1,5}")) {
            throw new IllegalArgumentException(this + ": timeout is in milliseconds, from 10 to 999999");
        }
        return Duration.ofMillis(Long.parseLong(text));
    }

    /** The key without how it is reached: equal for equal keys. */
    @Override
    public String toString() {
        return scheme + ":" + place;
    }
}
