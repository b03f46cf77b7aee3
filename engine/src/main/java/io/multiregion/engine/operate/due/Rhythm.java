package io.multiregion.engine.operate.due;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How often something is to be done.
 *
 * @param between from one time to the next
 * @param said the same, as somebody has set it
 */
record Rhythm(Duration between, String said) {

    /** A drill compares the whole realm: whoever administers one must not have that done all the time. */
    private static final Duration LEAST = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofDays(3660);

    /** ISO-8601: {@code P30D}, {@code P1M} or {@code PT12H}; a month has 30 days here. Empty for what is none. */
    static Optional<Rhythm> of(String value) {
        String text = value.trim();
        try {
            Duration between = text.contains("T") || text.endsWith("D") && !text.matches(".*[YMW].*")
                    ? Duration.parse(text)
                    : Duration.ofDays(days(Period.parse(text)));
            return Optional.of(between)
                    .filter(time -> time.compareTo(LEAST) >= 0 && time.compareTo(LONGEST) <= 0)
                    .map(time -> new Rhythm(time, text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long days(Period period) {
        return period.toTotalMonths() * 30 + period.getDays();
    }
}
