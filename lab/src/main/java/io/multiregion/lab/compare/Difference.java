package io.multiregion.lab.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One place in which two regions differ. Values are shown as hashes, as they may be secrets. */
public record Difference(String table, String key, String column, String primary, String secondary) {

    static Difference missing(String table, String key) {
        return new Difference(table, key, "(row)", "present", "missing");
    }

    static Difference extra(String table, String key) {
        return new Difference(table, key, "(row)", "missing", "present");
    }

    static Difference of(String table, String key, String column, String primary, String secondary) {
        return new Difference(table, key, column, hash(primary), hash(secondary));
    }

    @Override
    public String toString() {
        return table + " [" + key + "] " + column + ": " + primary + " / " + secondary;
    }

    private static String hash(String value) {
        if (value == null) {
            return "null";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4) + "(" + value.length() + ")";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
