package io.multiregion.key.wrap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A context as bytes, in one way only: the number of entries (1 byte), then sorted by name each name and value, as length (2 bytes, big
 * endian) and UTF-8.
 */
public final class ContextBytes {

    private static final int MOST_ENTRIES = 8;
    private static final int LONGEST = 255;

    private ContextBytes() {}

    /** @throws IllegalArgumentException if there is more than {@link io.multiregion.key.WrappingKey} allows */
    public static byte[] of(Map<String, String> context) {
        if (context.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("a context has at most " + MOST_ENTRIES + " entries");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(context.size());
        new TreeMap<>(context).forEach((name, value) -> {
            text(out, name);
            text(out, value);
        });
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a context has texts of at most " + LONGEST + " letters");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
