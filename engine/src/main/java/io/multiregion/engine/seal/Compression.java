package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * zlib (RFC 1950) with a bound on what comes out, checked while it comes out. What does not shrink is stored in it: deflating is the
 * slowest step of sealing by far.
 */
final class Compression {

    private static final int CHUNK = 64 * 1024;

    /** Samples of this size from three places decide; what is shorter is deflated anyhow. */
    private static final int SAMPLE = 8 * 1024;

    /** Rows shrink to a third; keys and pictures in them by a few percent, which are not worth it. */
    private static final double WORTH_IT = 0.95;

    private final int maxInflated;

    public Compression(int maxInflated) {
        this.maxInflated = maxInflated;
    }

    /** @return a buffer with {@code start} and the deflated payload, to be read up to its limit */
    ByteBuffer deflate(byte[] start, byte[] payload) {
        boolean shrinks = shrinks(payload);
        Deflater deflater = new Deflater(shrinks ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
        try {
            int likely = shrinks ? payload.length / 2 : payload.length + payload.length / 1024;
            byte[] out = Arrays.copyOf(start, start.length + likely + 256);
            int length = start.length;
            deflater.setInput(payload);
            deflater.finish();
            while (!deflater.finished()) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, 2 * length);
                }
                length += deflater.deflate(out, length, out.length - length);
            }
            return ByteBuffer.wrap(out, 0, length);
        } finally {
            deflater.end();
        }
    }

    private static boolean shrinks(byte[] payload) {
        if (payload.length < 4 * SAMPLE) {
            return true;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            byte[] out = new byte[2 * SAMPLE];
            int total = 0;
            for (int from : new int[] {0, payload.length / 2, payload.length - SAMPLE}) {
                deflater.reset();
                deflater.setInput(payload, from, SAMPLE);
                deflater.finish();
                total += deflater.deflate(out);
            }
            return total < WORTH_IT * 3 * SAMPLE;
        } finally {
            deflater.end();
        }
    }

    /** Inflates all bytes from an offset on; they are one zlib stream and nothing else. */
    public byte[] inflate(byte[] bytes, int offset) throws NotAcceptedException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, offset, bytes.length - offset);
            byte[] out = new byte[(int) Math.min(maxInflated, 2L * bytes.length + CHUNK)];
            int length = 0;
            while (!inflater.finished()) {
                if (length == out.length) {
                    // one more than the bound, to see that there is more
                    out = Arrays.copyOf(out, (int) Math.min(maxInflated + 1L, 2L * length + CHUNK));
                }
                int count = inflater.inflate(out, length, Math.min(CHUNK, out.length - length));
                if (count == 0 && !inflater.finished()) {
                    throw new NotAcceptedException("the payload ends too early");
                }
                length += count;
                if (length > maxInflated) {
                    throw new NotAcceptedException("the payload inflates to more than " + maxInflated + " bytes");
                }
            }
            if (inflater.getRemaining() != 0) {
                throw new NotAcceptedException("something follows the payload");
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new NotAcceptedException("the payload is not deflated");
        } finally {
            inflater.end();
        }
    }
}
