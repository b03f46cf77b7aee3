package io.multiregion.engine.settings;

import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An option of the server, {@code --spi-multi-region--default--<name>}.
 *
 * @param usual what holds where it is not given: a value, {@link #REQUIRED}, {@link #NONE}, or in words what is taken instead
 * @param unit of a duration, which is given as a whole number; null for text
 * @param least the least number of a duration
 * @param choices the only values, from which one is chosen; empty if any will do
 * @param meaning what it is, in words that may follow "set it to"
 */
record Option(String name, String usual, ChronoUnit unit, int least, List<String> choices, String meaning) {

    static final String PREFIX = "spi-multi-region--default--";

    static final String REQUIRED = "required";
    static final String NONE = "none";

    static Option text(String name, String usual, String meaning) {
        return new Option(name, usual, null, 0, List.of(), meaning);
    }

    static Option choice(String name, List<String> choices, String meaning) {
        return new Option(name, choices.get(0), null, 0, choices, meaning);
    }

    static Option duration(String name, int usual, ChronoUnit unit, int least, String meaning) {
        return new Option(name, Integer.toString(usual), unit, least, List.of(), meaning);
    }

    /** The name by which operators give it. */
    String fullName() {
        return PREFIX + name;
    }

    boolean isRequired() {
        return usual.equals(REQUIRED);
    }

    /** What a duration or a choice has to look like. */
    String form() {
        if (unit == null) {
            int last = choices.size() - 1;
            return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
        }
        return "a whole number of " + (unit == ChronoUnit.MILLIS ? "milliseconds" : "seconds") + ", " + least
                + " or more";
    }
}
