package io.multiregion.command.say;

import java.util.List;

/**
 * What came of it.
 *
 * @param summary one sentence
 * @param figures as monitoring plug-ins have them: {@code name=value;warning;critical;minimum}
 * @param more lines below, for people
 * @param json what the region answered
 */
public record Outcome(Ending ending, String summary, List<String> figures, List<String> more, String json) {

    private static final String NAME = "MULTIREGION ";

    /** For people and monitoring systems. */
    public String text() {
        StringBuilder text = new StringBuilder(first(ending, summary));
        if (!figures.isEmpty()) {
            text.append(" | ").append(String.join(" ", figures));
        }
        more.forEach(line -> text.append('\n').append(Plain.line(line)));
        return text.append('\n').toString();
    }

    /** The line that a monitoring system shows. */
    public static String first(Ending ending, String summary) {
        return NAME + ending + " - " + Plain.line(summary);
    }
}
