package io.multiregion.engine.seal.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;

/** Writes layers that have some MiB without copying them more often than needed. */
final class Der {

    /** More than all that stands around the content of a layer. */
    private static final int AROUND = 4096;

    private Der() {}

    static byte[] bytes(ContentInfo layer, int contentLength) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(contentLength + AROUND);
        layer.encodeTo(out, ASN1Encoding.DER);
        return out.toByteArray();
    }

    /** Whether these bytes are the layer's encoding. */
    static boolean is(byte[] bytes, ContentInfo layer) throws IOException {
        Comparison comparison = new Comparison(bytes);
        layer.encodeTo(comparison, ASN1Encoding.DER);
        return comparison.same && comparison.at == bytes.length;
    }

    /** Compares what is written. */
    private static final class Comparison extends OutputStream {

        private final byte[] expected;
        private int at;
        private boolean same = true;

        Comparison(byte[] expected) {
            this.expected = expected;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            same = same
                    && length <= expected.length - at
                    && Arrays.equals(expected, at, at + length, bytes, from, from + length);
            at += same ? length : 0;
        }
    }
}
