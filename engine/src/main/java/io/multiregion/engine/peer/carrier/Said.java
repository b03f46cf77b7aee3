package io.multiregion.engine.peer.carrier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the other end has said to a message, in the words of HTTP whatever the carrier: a status and a body, which is the sealed answer if
 * the status is 200. All but the sealed answer may be anybody's word.
 *
 * @param by who said it, if not the region itself: the field {@code Server}
 * @param leadsTo the field {@code Location}
 */
public record Said(int status, byte[] body, String by, String leadsTo) {

    static final int DONE = 200;

    /** The sealed answer of a region that has taken the message. */
    public static Said answer(byte[] sealed) {
        return new Said(DONE, sealed, "", "");
    }

    /** A region has not taken the message, and why. */
    public static Said no(int status, String error) {
        return new Said(status, ("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8), "", "");
    }

    /** For a carrier that has no status of its own. */
    public byte[] bytes() {
        return ByteBuffer.allocate(Short.BYTES + body.length)
                .putShort((short) status)
                .put(body)
                .array();
    }

    /** Reads {@link #bytes}. */
    public static Said of(ByteBuffer bytes) {
        int status = bytes.getShort() & 0xffff;
        byte[] body = new byte[bytes.remaining()];
        bytes.get(body);
        return new Said(status, body, "", "");
    }
}
