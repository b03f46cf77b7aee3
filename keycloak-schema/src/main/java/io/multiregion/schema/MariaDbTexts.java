package io.multiregion.schema;

/**
 * How a MariaDB database compares texts. What tells letters apart and has the order of a dictionary ({@code utf8mb4_uca1400_as_cs}) is not
 * here: MariaDB 10.11 sorts by it otherwise than it compares.
 */
public enum MariaDbTexts {
    /** By the code points. */
    BINARY("utf8mb4_bin"),
    /** What Debian's server does by itself: it takes accents and case for nothing. */
    CARELESS("utf8mb4_general_ci");

    private final String collation;

    MariaDbTexts(String collation) {
        this.collation = collation;
    }

    String collation() {
        return collation;
    }
}
