package io.multiregion.engine.overview.text;

import java.util.Locale;
import java.util.Map;

/** The words of the page in the console, in English, and how it writes numbers. A test compares them with the page's. */
final class Words {

    static final Map<String, String> STATES = Map.of(
            "PRIMARY", "Primary",
            "LEVEL", "Level",
            "CATCHING_UP", "Catching up",
            "COPYING", "Copying",
            "WAITING", "Waiting",
            "STUCK", "Stuck",
            "PAUSED", "Paused",
            "NOT_CONSISTENT", "Not consistent",
            "UNKNOWN", "Unknown");

    static final Map<String, String> TROUBLES = Map.of(
            "PASSES", "It passes by itself, and is tried again",
            "CHANGE_IN_COPY", "Something is to be changed in the region of the copy",
            "CHANGE_IN_PRIMARY", "Something is to be changed in the region of the primary");

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Words() {}

    /** A state, by its word; one that is not known here as it is. */
    static String state(String state) {
        return state == null ? STATES.get("UNKNOWN") : STATES.getOrDefault(state, state);
    }

    /** How long something takes, in the largest unit that says enough. */
    static String duration(long millis) {
        long size = Math.abs(millis);
        if (size < SECOND) {
            return millis + " ms";
        }
        if (size < 10 * SECOND) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
        }
        if (size < 2 * MINUTE) {
            return Math.round(millis / (double) SECOND) + " s";
        }
        if (size < 2 * HOUR) {
            return Math.round(millis / (double) MINUTE) + " minutes";
        }
        return size < 2 * DAY
                ? Math.round(millis / (double) HOUR) + " hours"
                : Math.round(millis / (double) DAY) + " days";
    }

    /** One line of a terminal, whatever it came from: nothing in it moves the cursor, hides text or begins another line. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> plain.appendCodePoint(isShown(point) ? point : ' '));
        return plain.toString().strip();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
