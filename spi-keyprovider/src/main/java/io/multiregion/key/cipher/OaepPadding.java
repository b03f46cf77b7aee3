package io.multiregion.key.cipher;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.BadPaddingException;

/**
 * Takes off what RSA-OAEP with SHA-256 and an empty label adds (RFC 8017, 7.1.2), where something else has done the arithmetic. Of a
 * padding that is wrong it tells nothing but that, neither by words nor by time (J. Manger, 2001).
 */
public final class OaepPadding {

    private static final int HASH = 32;

    private OaepPadding() {}

    /** @param encoded as long as the modulus; it is written over */
    public static byte[] remove(byte[] encoded) throws GeneralSecurityException {
        if (encoded.length < 2 * HASH + 2) {
            throw new BadPaddingException("not OAEP");
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] seed = Arrays.copyOfRange(encoded, 1, 1 + HASH);
        byte[] block = Arrays.copyOfRange(encoded, 1 + HASH, encoded.length);
        mask(sha256, block, seed);
        mask(sha256, seed, block);
        int wrong = encoded[0];
        byte[] label = sha256.digest();
        for (int i = 0; i < HASH; i++) {
            wrong |= block[i] ^ label[i];
        }
        int start = 0;
        int before = 1;
        for (int i = HASH; i < block.length; i++) {
            int value = block[i] & 0xff;
            int one = (value ^ 1) - 1 >>> 31;
            int zero = value - 1 >>> 31;
            start |= -(before & one) & i + 1;
            wrong |= before & (one | zero) ^ before;
            before &= zero;
        }
        Arrays.fill(encoded, (byte) 0);
        if ((wrong | before) != 0) {
            throw new BadPaddingException("not OAEP");
        }
        return Arrays.copyOfRange(block, start, block.length);
    }

    /** MGF1 with SHA-256 (RFC 8017, B.2.1), added to the target. */
    private static void mask(MessageDigest sha256, byte[] seed, byte[] target) {
        for (int block = 0; block * HASH < target.length; block++) {
            sha256.update(seed);
            byte[] mask = sha256.digest(
                    new byte[] {(byte) (block >> 24), (byte) (block >> 16), (byte) (block >> 8), (byte) block});
            for (int i = 0; i < HASH && block * HASH + i < target.length; i++) {
                target[block * HASH + i] ^= mask[i];
            }
        }
    }
}
