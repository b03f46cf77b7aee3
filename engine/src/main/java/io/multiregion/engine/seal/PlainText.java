package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.ContentKey;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * What is encrypted: the header with its length, the seed of the content key, the payload deflated.
 *
 * <p>The header is there once more so that who signs the ciphertext of another region cannot give it another header; the seed, so
 * that who seals cannot use a key of another realm.
 */
record PlainText(byte[] header, byte[] seed, byte[] payload) {

    /** @return a buffer whose array is the caller's, to be read up to its limit */
    public ByteBuffer encode(Compression compression) {
        ByteBuffer start = ByteBuffer.allocate(payloadStart(header))
                .putShort((short) header.length)
                .put(header)
                .put(seed);
        return compression.deflate(start.array(), payload);
    }

    /** Overwrites the seed in an encoded plain text. */
    public static void forgetSeed(byte[] encoded, byte[] header) {
        Arrays.fill(encoded, 2 + header.length, payloadStart(header), (byte) 0);
    }

    /**
     * @param header the signed one
     * @param purpose the one that follows from it
     * @param key which has opened it
     */
    public static PlainText decode(
            byte[] encoded, byte[] header, KeyPurpose purpose, ContentKey key, Compression compression)
            throws GeneralSecurityException, NotAcceptedException {
        int start = payloadStart(header);
        if (encoded.length < start
                || ByteBuffer.wrap(encoded).getShort() != header.length
                || !Arrays.equals(encoded, 2, 2 + header.length, header, 0, header.length)) {
            throw new NotAcceptedException("the signed header and the encrypted one are not the same");
        }
        byte[] seed = Arrays.copyOfRange(encoded, 2 + header.length, start);
        byte[] derived = purpose.key(seed);
        boolean same = key.is(derived);
        Arrays.fill(derived, (byte) 0);
        if (!same) {
            throw new NotAcceptedException("the content key is not one for this realm, sender and recipient");
        }
        return new PlainText(header, seed, compression.inflate(encoded, start));
    }

    private static int payloadStart(byte[] header) {
        return 2 + header.length + KeyPurpose.SEED_BYTES;
    }
}
