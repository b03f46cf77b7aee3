package io.multiregion.engine.message;

import java.util.Optional;

/**
 * What a region says of itself, with heartbeats and with answers to them. Whatever another region says is bounded here before anybody
 * keeps it: what is no version, no count, no moment is left out.
 *
 * @param keycloak the version of its Keycloak
 * @param extension the version of this extension there
 * @param nodes how many servers it has; 0 if it does not know
 * @param clock what time it was there when it said so, in milliseconds since 1970
 * @param ahead by how much it found the clock of the region that it tells ahead of its own, in milliseconds; empty if it has not
 * @param certificateEnd when the first of its certificates in use ends, in milliseconds since 1970
 * @param keysUsable whether it could seal and open with its own keys
 * @param publicUrl where end users reach it and no other one; any text
 */
public record Vitals(
        String keycloak,
        String extension,
        int nodes,
        long clock,
        Optional<Long> ahead,
        long certificateEnd,
        boolean keysUsable,
        Optional<String> publicUrl) {

    /** What stands for a version that is none. */
    public static final String UNKNOWN = "unknown";

    private static final int LONGEST_VERSION = 64;
    private static final int MOST_NODES = 10_000;
    /** The year 9999: what is later can't be written as people read it. */
    private static final long LAST_MOMENT = 253_402_300_799_999L;

    public Vitals {
        keycloak = version(keycloak);
        extension = version(extension);
        nodes = Math.max(0, Math.min(MOST_NODES, nodes));
        clock = moment(clock);
        ahead = ahead.map(millis -> Math.max(-LAST_MOMENT, Math.min(LAST_MOMENT, millis)));
        certificateEnd = moment(certificateEnd);
    }

    private static String version(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= LONGEST_VERSION
                && text.chars()
                        .allMatch(letter -> letter >= '0' && letter <= '9'
                                || letter >= 'A' && letter <= 'Z'
                                || letter >= 'a' && letter <= 'z'
                                || ".-_+".indexOf(letter) >= 0);
        return plain ? text : UNKNOWN;
    }

    private static long moment(long millis) {
        return Math.max(0, Math.min(LAST_MOMENT, millis));
    }
}
