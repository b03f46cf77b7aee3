package io.multiregion.engine.settings;

import java.util.List;

/** The server can't start with the options that it was given: all that are wrong, each by its full name with what to do. */
final class SettingsRefusedException extends IllegalArgumentException {

    private final transient List<String> problems;

    SettingsRefusedException(List<String> problems) {
        super("Keycloak Multi-Region can't start: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each option that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
