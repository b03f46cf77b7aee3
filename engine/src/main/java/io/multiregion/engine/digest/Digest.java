package io.multiregion.engine.digest;

import java.util.Collection;
import java.util.HexFormat;

/**
 * A hash over a set of rows, whatever their order: the exclusive or of the rows' hashes. It finds what went wrong, it does not
 * withstand somebody who makes up rows: those who can write the database need not fool a digest.
 *
 * @param rows how many rows
 * @param hash 64 hex digits
 */
public record Digest(long rows, String hash) {

    /** The digest of all rows of which these are the digests. */
    public static Digest sum(Collection<Digest> digests) {
        Sum sum = new Sum();
        digests.forEach(sum::add);
        return sum.digest();
    }

    /** Adds up rows. Not safe for use by several threads. */
    static final class Sum {
        private final byte[] hash = new byte[32];
        private long rows;

        void add(byte[] row) {
            for (int i = 0; i < hash.length; i++) {
                hash[i] ^= row[i];
            }
            rows++;
        }

        private void add(Digest several) {
            add(HexFormat.of().parseHex(several.hash));
            rows += several.rows - 1;
        }

        Digest digest() {
            return new Digest(rows, HexFormat.of().formatHex(hash));
        }
    }
}
