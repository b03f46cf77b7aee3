package io.multiregion.engine.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A data key as it stands in the column WRAPPED of this region's database: three lines with the URI of the customer-managed key that
 * wrapped it, the id of the data key and the id of its realm, and then what the customer-managed key returned.
 *
 * @param by the URI
 */
public record WrappedKey(String by, String id, String realmId, byte[] wrapped) {

    private static final int LINES = 3;

    public static WrappedKey parse(byte[] stored) {
        Lines lines = Lines.of(stored, LINES);
        return new WrappedKey(lines.texts()[0], lines.texts()[1], lines.texts()[2], lines.rest());
    }

    /** What is left of a destroyed key. */
    public static WrappedKey destroyed(String id, String realmId) {
        return new WrappedKey("destroyed", id, realmId, new byte[0]);
    }

    public byte[] bytes() {
        return Lines.join(wrapped, by, id, realmId);
    }

    /** Some lines of text, and bytes after them. */
    public record Lines(String[] texts, byte[] rest) {

        public static Lines of(byte[] bytes, int count) {
            String[] texts = new String[count];
            int start = 0;
            for (int line = 0; line < count; line++) {
                int end = start;
                while (end < bytes.length && bytes[end] != '\n') {
                    end++;
                }
                if (end == bytes.length) {
                    throw new IllegalArgumentException("a data key has fewer than " + count + " lines before it");
                }
                texts[line] = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                start = end + 1;
            }
            return new Lines(texts, Arrays.copyOfRange(bytes, start, bytes.length));
        }

        public static byte[] join(byte[] rest, String... texts) {
            byte[] head = (String.join("\n", texts) + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] bytes = Arrays.copyOf(head, head.length + rest.length);
            System.arraycopy(rest, 0, bytes, head.length, rest.length);
            return bytes;
        }
    }
}
