package io.multiregion.engine.stale;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a realm's copies do once they have not been level with the primary for too long. It stands in attributes of the realm, so it is
 * set on the primary and travels with the realm.
 *
 * @param most for how long a copy may go without
 * @param refuses whether it serves no end users then, as an INACTIVE one; otherwise it serves, and says so
 */
public record StalePolicy(Duration most, boolean refuses) {

    /** The attribute with the longest time, as ISO-8601, like {@code PT10M}. */
    public static final String MOST = "multiRegion.maxStaleness";

    /** The attribute that says what happens then: {@code serve} or {@code refuse}. */
    public static final String THEN = "multiRegion.whenStale";

    /** Of a realm that says nothing of it. */
    public static final StalePolicy USUAL = new StalePolicy(Duration.ofMinutes(10), false);

    /** A living primary is heard of each second: what is shorter would be stale by chance. */
    static final Duration LEAST = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final String SERVE = "serve";
    private static final String REFUSE = "refuse";

    /** A value that nobody could have set by Keycloak counts as none: its primary is to say what its copies do. */
    static StalePolicy of(Map<String, String> attributes) {
        Duration most = duration(attributes.get(MOST)).orElse(USUAL.most());
        return new StalePolicy(most, REFUSE.equals(folded(attributes.get(THEN))));
    }

    /** Why an attribute of a realm can't have a value; empty if it can, or is none of these. */
    public static Optional<String> objection(String attribute, String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        return switch (attribute) {
            case MOST ->
                duration(value).isPresent()
                        ? Optional.empty()
                        : Optional.of(MOST + " is to be a time from " + LEAST + " to " + LONGEST.toDays()
                                + " days, like PT10M for ten minutes");
            case THEN ->
                SERVE.equals(folded(value)) || REFUSE.equals(folded(value))
                        ? Optional.empty()
                        : Optional.of(THEN + " is to be " + SERVE + " or " + REFUSE);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> duration(String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(value.trim()))
                    .filter(most -> most.compareTo(LEAST) >= 0 && most.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String folded(String value) {
        return value == null ? "" : value.trim().toLowerCase(Locale.ROOT);
    }

    /** What a copy does once it is stale, as the attribute says it. */
    public String then() {
        return refuses ? REFUSE : SERVE;
    }
}
