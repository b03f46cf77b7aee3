package io.multiregion.engine.digest;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over a row: the table, then each column's name and value, with lengths, so that no two rows have the same text. Not
 * safe for use by several threads.
 */
final class RowHash {

    private static final byte NULL = 0;
    private static final byte VALUE = 1;

    private final MessageDigest sha256;

    RowHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void start(String table) {
        sha256.reset();
        bytes(table.getBytes(StandardCharsets.UTF_8));
    }

    void column(String name, Object value) {
        bytes(name.getBytes(StandardCharsets.UTF_8));
        if (value == null) {
            sha256.update(NULL);
            return;
        }
        sha256.update(VALUE);
        if (value instanceof byte[] binary) {
            bytes(binary);
        } else if (value instanceof BigDecimal decimal) {
            bytes(decimal.stripTrailingZeros().toPlainString().getBytes(StandardCharsets.UTF_8));
        } else {
            bytes(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    byte[] finish() {
        return sha256.digest();
    }

    private void bytes(byte[] value) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).flip());
        sha256.update(value);
    }
}
