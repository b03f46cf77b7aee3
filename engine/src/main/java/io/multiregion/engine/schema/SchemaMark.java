package io.multiregion.engine.schema;

import java.util.Arrays;

/**
 * What a region says of its schema with every message: as text the fingerprint, a blank and the version.
 *
 * @param fingerprint equal in two regions whose replicated tables are the same
 * @param version of Keycloak, for people: two versions may have the same tables
 */
public record SchemaMark(String fingerprint, String version) {

    private static final int LONGEST_VERSION = 40;

    /** Reads what {@link #toString} has written; of any text something comes out. */
    public static SchemaMark parse(String text) {
        int blank = text.indexOf(' ');
        return blank < 0
                ? new SchemaMark(text, "?")
                : new SchemaMark(text.substring(0, blank), text.substring(blank + 1));
    }

    public boolean sameTables(SchemaMark other) {
        return fingerprint.equals(other.fingerprint);
    }

    /** Negative if this region's version of Keycloak comes before the other one's, 0 if neither comes first. */
    public int compareVersion(SchemaMark other) {
        return Arrays.compare(numbers(version), numbers(other.version));
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(number -> !number.isEmpty() && number.length() < 9)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Override
    public String toString() {
        return fingerprint + " "
                + (version.length() > LONGEST_VERSION ? version.substring(0, LONGEST_VERSION) : version);
    }
}
