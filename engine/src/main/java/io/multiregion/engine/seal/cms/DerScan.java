package io.multiregion.engine.seal.cms;

/**
 * A look at DER before it is parsed: the parser makes an object of every element, so that a few MiB of tiny elements from anybody
 * would become some hundred MiB of heap. A sealed message has few elements, whatever its size.
 */
final class DerScan {

    /** The outer layer has about 40; the name of the signer's issuer has some more. */
    private static final int MOST_ELEMENTS = 400;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;

    private final byte[] bytes;
    private int at;

    DerScan(byte[] bytes) {
        this.bytes = bytes;
    }

    void check() throws NotAcceptedException {
        int elements = 0;
        while (at < bytes.length) {
            if (++elements > MOST_ELEMENTS) {
                throw new NotAcceptedException("not a sealed message: more than " + MOST_ELEMENTS + " elements");
            }
            int tag = next();
            int length = length();
            if ((tag & LONG_TAG) == LONG_TAG || length > bytes.length - at) {
                throw new NotAcceptedException("not a sealed message: no DER at byte " + at);
            }
            // the content of a constructed element is scanned as what follows
            at += (tag & CONSTRUCTED) != 0 ? 0 : length;
        }
    }

    private int length() throws NotAcceptedException {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3) {
            throw new NotAcceptedException(
                    "not a sealed message: a length that no DER of this size has, at byte " + at);
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | next();
        }
        return length;
    }

    private int next() throws NotAcceptedException {
        if (at == bytes.length) {
            throw new NotAcceptedException("not a sealed message: it ends too early");
        }
        return bytes[at++] & 0xff;
    }
}
