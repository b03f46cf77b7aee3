package io.multiregion.engine.settings;

import io.multiregion.key.trust.RegionName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;

/**
 * The settings of the extension: the options {@code --spi-multi-region--default--<name>}.
 *
 * @param region {@code region}: the name of this region; lower-case letters, digits and hyphens
 * @param url {@code url}: the base URL of this region's Keycloak as other regions reach it, without a trailing slash
 * @param key {@code key}: where this region's key pairs are: one URI, or several with blanks between them, of which the first that may
 *     sign signs, and all open
 * @param keyPassword {@code key-password}: the password for all of them
 * @param trust {@code trust}: the directory with a certificate {@code <region>.pem} for each trusted region; null where regions are
 *     trusted by pairing only
 * @param consent what {@code trust} has after a question mark: what the regions of the directory may do here, unless it was said of one
 *     by REST; nothing by default
 * @param answerTimeout {@code answer-timeout}: how long another region may take for a batch, in seconds; 60 by default
 * @param flapInterval {@code flap-interval}: how long after a change of primary the next one is refused, in seconds; 60 by default
 * @param lagBound {@code lag-bound}: how far behind a region may be that takes over, in seconds; 60 by default
 * @param silence {@code silence}: for how long a primary must not have been heard of before another region may take over
 *     without it, in seconds; 5 by default
 * @param allowHttp {@code allow-http}: whether base URLs of regions may be {@code http:}; false by default
 */
public record Settings(
        String region,
        URI url,
        String key,
        char[] keyPassword,
        Path trust,
        Consent consent,
        Duration answerTimeout,
        Duration flapInterval,
        Duration lagBound,
        Duration silence,
        boolean allowHttp) {

    private static final String PREFIX = "spi-multi-region--default--";
    private static final int ANSWER_TIMEOUT_SECONDS = 60;

    /**
     * Reads the settings; empty when no region is named: the extension is dormant.
     *
     * @throws IllegalArgumentException naming every option that is wrong, all at once
     */
    public static Optional<Settings> read(Config.Scope options) {
        String region = options.get("region");
        if (region == null || region.isBlank()) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        if (!RegionName.isValid(region)) {
            problems.add(PREFIX + "region is '" + region + "': use lower-case letters, digits and hyphens, 63 at most");
        }
        boolean allowHttp = flag(options, "allow-http", problems);
        URI url = url(options.get("url"), allowHttp, problems);
        String key = required(options, "key", "pkcs12:/path/to/" + region + ".p12", problems);
        String password = required(options, "key-password", "the password of the key file", problems);
        String trust = options.get("trust");
        Consent consent = consent(trust, problems);
        int timeout = options.getInt("answer-timeout", ANSWER_TIMEOUT_SECONDS);
        if (timeout < 1) {
            problems.add(PREFIX + "answer-timeout is " + timeout + ": use a number of seconds above zero");
        }
        Duration flapInterval = seconds(options, "flap-interval", 60, problems);
        Duration lagBound = seconds(options, "lag-bound", 60, problems);
        Duration silence = seconds(options, "silence", 5, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("Keycloak Multi-Region can't start: " + String.join("; ", problems));
        }
        return Optional.of(new Settings(
                region,
                url,
                key,
                password.toCharArray(),
                trust == null || trust.isBlank() ? null : Path.of(trust.split("\\?", 2)[0]),
                consent,
                Duration.ofSeconds(timeout),
                flapInterval,
                lagBound,
                silence,
                allowHttp));
    }

    private static Consent consent(String trust, List<String> problems) {
        if (trust == null || trust.indexOf('?') < 0) {
            return Consent.NONE;
        }
        try {
            return Consent.parse(trust.substring(trust.indexOf('?') + 1));
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + "trust: " + e.getMessage());
            return Consent.NONE;
        }
    }

    private static Duration seconds(Config.Scope options, String name, int usual, List<String> problems) {
        int seconds = options.getInt(name, usual);
        if (seconds < 0) {
            problems.add(PREFIX + name + " is " + seconds + ": use a number of seconds, 0 or more");
        }
        return Duration.ofSeconds(Math.max(0, seconds));
    }

    private static String required(Config.Scope options, String name, String example, List<String> problems) {
        String value = options.get(name);
        if (value == null || value.isBlank()) {
            problems.add(PREFIX + name + " is missing: set it to " + example);
        }
        return value;
    }

    private static boolean flag(Config.Scope options, String name, List<String> problems) {
        String value = options.get(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            problems.add(PREFIX + name + " is '" + value + "': use true or false");
        }
        return value.equals("true");
    }

    private static URI url(String text, boolean allowHttp, List<String> problems) {
        if (text == null || text.isBlank()) {
            problems.add(PREFIX + "url is missing: set it to the base URL by which other regions reach this one");
            return null;
        }
        try {
            return BaseUrl.ofRegion(text, allowHttp);
        } catch (IllegalArgumentException e) {
            problems.add(PREFIX + "url: " + e.getMessage());
            return null;
        }
    }

    /** What operators should know of the settings; empty if all is well. */
    public List<String> warnings() {
        return allowHttp
                ? List.of(
                        "allow-http is on: what this region exchanges with others may go over http:, where whoever is on the way"
                                + " sees which realms change and when; turn it off where there are https: addresses")
                : List.of();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "region " + region + " at " + url;
    }
}
