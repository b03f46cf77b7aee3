package io.multiregion.engine.peer.carrier;

import io.multiregion.engine.seal.Envelope;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sealed message as it waits for its recipient.
 *
 * <pre>
 * id (32 hexadecimal digits) length (4) announcement length (4) message
 * </pre>
 *
 * @param id of this attempt to have it delivered, 128 random bits in hexadecimal digits
 * @param announcement what goes ahead of it
 */
public record Parcel(String id, String announcement, byte[] message) {

    /** How long an id is. */
    public static final int ID = 32;

    private static final int LONGEST_ANNOUNCEMENT = 8 * 1024;
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{" + ID + "}");

    /** How many bytes it has among others. */
    public int length() {
        return ID + 2 * Integer.BYTES + announcement.length() + message.length;
    }

    /** Several of them, one after the other. */
    public static byte[] bytes(List<Parcel> parcels) {
        ByteBuffer all =
                ByteBuffer.allocate(parcels.stream().mapToInt(Parcel::length).sum());
        for (Parcel parcel : parcels) {
            all.put(parcel.id.getBytes(StandardCharsets.US_ASCII));
            all.putInt(parcel.announcement.length());
            all.put(parcel.announcement.getBytes(StandardCharsets.US_ASCII));
            all.putInt(parcel.message.length);
            all.put(parcel.message);
        }
        return all.array();
    }

    /**
     * Reads {@link #bytes} that anybody may have written.
     *
     * @throws IOException if they are no parcels
     */
    public static List<Parcel> list(byte[] bytes) throws IOException {
        List<Parcel> parcels = new ArrayList<>();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            while (from.hasRemaining()) {
                parcels.add(new Parcel(
                        id(from),
                        new String(take(from, from.getInt(), LONGEST_ANNOUNCEMENT), StandardCharsets.US_ASCII),
                        take(from, from.getInt(), Envelope.MAX_MESSAGE)));
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("messages that were fetched end early", e);
        }
        return parcels;
    }

    /** Reads an id. @throws IOException if there is none */
    public static String id(ByteBuffer from) throws IOException {
        String id = new String(take(from, ID, ID), StandardCharsets.US_ASCII);
        if (!HEXADECIMAL.matcher(id).matches()) {
            throw new IOException("what was fetched does not begin with an id");
        }
        return id;
    }

    private static byte[] take(ByteBuffer from, int length, int most) throws IOException {
        if (length < 0 || length > most || length > from.remaining()) {
            throw new IOException("messages that were fetched have a part of " + length + " bytes");
        }
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }
}
