package io.multiregion.replication.seal;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** zlib (RFC 1950) with a bound on what comes out, checked while it comes out. */
final class Compression {

    private static final int CHUNK = 64 * 1024;

    private final int maxInflated;

    Compression(int maxInflated) {
        this.maxInflated = maxInflated;
    }

    void deflate(byte[] payload, ByteArrayOutputStream to) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(payload);
            deflater.finish();
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                to.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
    }

    /** Inflates all bytes from an offset on; they are one zlib stream and nothing else. */
    byte[] inflate(byte[] bytes, int offset) throws NotAccepted {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, offset, bytes.length - offset);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && !inflater.finished()) {
                    throw new NotAccepted("the payload ends too early");
                }
                if (out.size() + count > maxInflated) {
                    throw new NotAccepted("the payload inflates to more than " + maxInflated + " bytes");
                }
                out.write(chunk, 0, count);
            }
            if (inflater.getRemaining() != 0) {
                throw new NotAccepted("something follows the payload");
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new NotAccepted("the payload is not deflated");
        } finally {
            inflater.end();
        }
    }
}
