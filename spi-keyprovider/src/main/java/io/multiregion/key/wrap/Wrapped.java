package io.multiregion.key.wrap;

import io.multiregion.key.KeyDeniedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The layout of a wrapped data key, at most 2 KiB:
 *
 * <pre>
 * version of the layout   1 byte    1
 * kind                    1 byte    see {@link Kind}
 * version of the key      1 byte length, ASCII; empty where the key has none, or where the body says it
 * encapsulated key        2 bytes length (big endian), bytes; empty unless the kind has one
 * body                    the rest
 * </pre>
 *
 * All before the body is the head; where the body is encrypted here, it is authenticated together with the context.
 */
record Wrapped(Kind kind, String keyVersion, byte[] encapsulated, byte[] body) {

    /** For keys that have no versions, or whose body says which one it was. */
    static final Pattern NO_VERSION = Pattern.compile("");

    private static final int VERSION = 1;
    private static final int MOST = 2048;

    /** How the data key is wrapped. The numbers are stored: none is ever used for anything else. */
    enum Kind {
        /** AES-256-GCM with the key itself; the body is nonce (12 bytes), ciphertext and tag. */
        DIRECT(1),
        /** AES-256-GCM with a one-time key, which is encapsulated with RSA-OAEP (SHA-256). */
        RSA(2),
        /** AES-256-GCM with a key agreed on with a one-time key, whose public half (uncompressed point on P-256) is encapsulated. */
        EC(3),
        /** The body is what a key service made of it. */
        SERVICE(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** All but the body. */
    static Wrapped head(Kind kind, String keyVersion, byte[] encapsulated) {
        return new Wrapped(kind, keyVersion, encapsulated, new byte[0]);
    }

    Wrapped with(byte[] anotherBody) {
        return new Wrapped(kind, keyVersion, encapsulated, anotherBody);
    }

    byte[] head() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.write(kind.number);
        byte[] version = keyVersion.getBytes(StandardCharsets.US_ASCII);
        out.write(version.length);
        out.writeBytes(version);
        out.write(encapsulated.length >> 8);
        out.write(encapsulated.length);
        out.writeBytes(encapsulated);
        return out.toByteArray();
    }

    byte[] encoded() {
        byte[] head = head();
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        if (all.length > MOST || keyVersion.length() > 255) {
            throw new IllegalStateException("a wrapped key of " + all.length + " bytes is longer than " + MOST);
        }
        return all;
    }

    /**
     * @param keyVersion what the versions of the key at this URI are called
     * @throws KeyDeniedException if it is of another layout, or of a kind or version that this key doesn't make
     */
    static Wrapped parse(String uri, Kind kind, Pattern keyVersion, byte[] bytes) {
        if (bytes.length < 5 || bytes.length > MOST || bytes[0] != VERSION || bytes[1] != kind.number) {
            throw notOurs(uri);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
        String version = new String(take(uri, in, in.get() & 0xff), StandardCharsets.US_ASCII);
        byte[] encapsulated = take(uri, in, in.remaining() < 2 ? Integer.MAX_VALUE : in.getShort() & 0xffff);
        byte[] body = take(uri, in, in.remaining());
        boolean isOfAnotherKind = encapsulated.length > 0 && (kind == Kind.DIRECT || kind == Kind.SERVICE);
        if (isOfAnotherKind || body.length == 0 || !keyVersion.matcher(version).matches()) {
            throw notOurs(uri);
        }
        return new Wrapped(kind, version, encapsulated, body);
    }

    private static byte[] take(String uri, ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw notOurs(uri);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** One answer for all of it: it was wrapped elsewhere, for something else, or was changed. */
    static KeyDeniedException notOurs(String uri) {
        return notOurs(uri, null);
    }

    static KeyDeniedException notOurs(String uri, Throwable cause) {
        return new KeyDeniedException(
                uri,
                "the data key was wrapped with another key or for another purpose, or was changed: use the key that wrapped it, or"
                        + " restore the row",
                cause);
    }
}
