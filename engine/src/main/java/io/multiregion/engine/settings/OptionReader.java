package io.multiregion.engine.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads options as the {@link OptionTable} has them, and gathers what is wrong with any. Where one is wrong it answers with something of
 * the right type all the same, so that the rest is read, too: {@link #refuseWrong()} comes before any use.
 */
final class OptionReader {

    private final Options options;
    private final List<String> problems = new ArrayList<>();

    OptionReader(Options options) {
        this.options = options;
    }

    /** The text that was given, or empty; for a required one empty only if that is wrong. */
    Optional<String> text(Option option) {
        Optional<String> text = options.text(option.name());
        if (option.isRequired() && text.filter(value -> !value.isBlank()).isEmpty()) {
            problems.add(option.fullName() + " is missing: set it to " + option.meaning());
            return Optional.empty();
        }
        return text;
    }

    /** The required text, or an empty one if it is missing. */
    String required(Option option) {
        return text(option).orElse("");
    }

    String choice(Option option) {
        String value = options.text(option.name()).orElse(option.usual());
        Optional<String> choice =
                option.choices().stream().filter(value::equalsIgnoreCase).findFirst();
        if (choice.isEmpty()) {
            wrong(option, "is '" + value + "': use " + option.form());
        }
        return choice.orElse(option.usual());
    }

    boolean flag(Option option) {
        return Boolean.parseBoolean(choice(option));
    }

    Duration duration(Option option) {
        String value = options.text(option.name()).orElse(option.usual()).strip();
        try {
            int amount = Integer.parseInt(value);
            if (amount >= option.least()) {
                return Duration.of(amount, option.unit());
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong(option, "is '" + value + "': use " + option.form());
        return Duration.of(option.least(), option.unit());
    }

    /** Notes what is wrong with an option, and what to do; words that may follow its name. */
    void wrong(Option option, String problem) {
        problems.add(option.fullName() + " " + problem);
    }

    /** @throws SettingsRefusedException if any option was wrong */
    void refuseWrong() {
        if (!problems.isEmpty()) {
            throw new SettingsRefusedException(problems);
        }
    }
}
