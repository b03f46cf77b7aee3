package io.multiregion.engine.settings;

import java.time.Duration;
import java.util.List;

/**
 * The customer-managed key that wraps the data keys of secrets at rest.
 *
 * @param key its URI
 * @param password password, PIN or token for it, or null
 * @param former URIs of keys that wrapped before: what they wrapped is wrapped anew at the start
 * @param formerPassword for them, or null
 * @param grace for how long secrets are still opened in a running server while the key cannot be reached
 */
public record SealingSettings(String key, char[] password, List<String> former, char[] formerPassword, Duration grace) {

    static SealingSettings read(OptionReader options, OwnRegion own) {
        List<String> key = options.text(OptionTable.SEALING_KEY)
                .map(SealingSettings::words)
                .orElseGet(() -> words(own.key()).stream().limit(1).toList());
        boolean given = options.text(OptionTable.SEALING_KEY).isPresent();
        if (given && key.size() != 1) {
            options.wrong(
                    OptionTable.SEALING_KEY,
                    "is '" + String.join(" ", key) + "': give one URI; former keys go to "
                            + OptionTable.SEALING_KEY_FORMER.fullName());
        }
        char[] password = given ? password(options, OptionTable.SEALING_KEY_PASSWORD) : own.keyPassword();
        char[] formerPassword = password(options, OptionTable.SEALING_KEY_FORMER_PASSWORD);
        return new SealingSettings(
                String.join(" ", key),
                password,
                words(options.text(OptionTable.SEALING_KEY_FORMER).orElse("")),
                formerPassword == null ? password : formerPassword,
                options.duration(OptionTable.SEALING_GRACE));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static char[] password(OptionReader options, Option option) {
        return options.text(option).map(String::toCharArray).orElse(null);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "sealing key " + key;
    }
}
