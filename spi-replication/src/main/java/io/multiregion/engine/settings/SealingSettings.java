package io.multiregion.engine.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keycloak.Config;

/**
 * The customer-managed key that wraps the data keys of secrets at rest: the options {@code --spi-multi-region--default--sealing-<name>}.
 *
 * @param key {@code key}: its URI; by default the first one of the region's own key
 * @param password {@code key-password}: password, PIN or token for it, or null; by default that of the region's own key
 * @param former {@code key-former}: URIs of keys that wrapped before, with blanks between: what they wrapped is wrapped anew at the start
 * @param formerPassword {@code key-former-password}: for them; by default the same as {@code password}
 * @param grace {@code grace}: for how long secrets are still opened in a running server while the key cannot be reached, in seconds;
 *     3600 by default
 */
public record SealingSettings(String key, char[] password, List<String> former, char[] formerPassword, Duration grace) {

    private static final String PREFIX = "spi-multi-region--default--sealing-";
    private static final int GRACE_SECONDS = 3600;
    private static final int LEAST_GRACE = 4;

    /**
     * @param ownKey the region's own key, or several with blanks between
     * @throws IllegalArgumentException naming every option that is wrong, all at once
     */
    public static SealingSettings read(Config.Scope options, String ownKey, char[] ownPassword) {
        List<String> problems = new ArrayList<>();
        int grace = options.getInt("sealing-grace", GRACE_SECONDS);
        if (grace < LEAST_GRACE) {
            problems.add(PREFIX + "grace is " + grace + ": use a number of seconds, " + LEAST_GRACE + " or more");
        }
        List<String> former = words(options.get("sealing-key-former"));
        String key = options.get("sealing-key");
        if (key != null && words(key).size() != 1) {
            problems.add(PREFIX + "key is '" + key + "': give one URI; former keys go to " + PREFIX + "key-former");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Keycloak Multi-Region can't start: " + String.join("; ", problems));
        }
        boolean own = key == null;
        char[] password = own ? ownPassword : characters(options.get("sealing-key-password"));
        char[] formerPassword = characters(options.get("sealing-key-former-password"));
        return new SealingSettings(
                own ? words(ownKey).get(0) : key.trim(),
                password,
                former,
                formerPassword == null ? password : formerPassword,
                Duration.ofSeconds(grace));
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.trim().split("\\s+"));
    }

    private static char[] characters(String text) {
        return text == null ? null : text.toCharArray();
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "sealing key " + key;
    }
}
