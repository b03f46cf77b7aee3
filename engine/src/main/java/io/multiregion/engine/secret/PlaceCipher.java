package io.multiregion.engine.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a data key, for one place in its realm: a 12-byte nonce, the ciphertext, a 16-byte tag. Realm and place are
 * authenticated with it.
 *
 * <p>The nonce is derived from text and place (HMAC-SHA-256, cut to 96 bits, under a key of its own): the same text in the same place
 * is sealed to the same bytes in every region and every time it is written, so that rows stay comparable; two different texts have two
 * nonces. What it tells a thief is that what is at one place did not change (ADR 12).
 */
public final class PlaceCipher {

    private static final String LABEL = "mr-sealed:1:";
    private static final int NONCE = 12;
    private static final int TAG = 16;

    /** By how many bytes what is sealed is longer than what was to be sealed. */
    static final int MORE = NONCE + TAG;

    private PlaceCipher() {}

    public static byte[] seal(DataKey key, String place, byte[] plain) {
        byte[] bound = bound(key, place);
        try {
            byte[] nonce = nonce(key, bound, plain);
            byte[] sealed = Arrays.copyOf(nonce, NONCE + plain.length + TAG);
            cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain, 0, plain.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal", e);
        }
    }

    /**
     * @param from where in {@code sealed} it begins; it goes on to the end
     * @throws GeneralSecurityException if it was not sealed with this key, for this place, or was changed
     */
    public static byte[] open(DataKey key, String place, byte[] sealed, int from) throws GeneralSecurityException {
        if (sealed.length < from + NONCE + TAG) {
            throw new GeneralSecurityException("it is too short");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, from, from + NONCE);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, bound(key, place))
                .doFinal(sealed, from + NONCE, sealed.length - from - NONCE);
    }

    private static byte[] bound(DataKey key, String place) {
        return (LABEL + key.realmId() + "\n" + place).getBytes(StandardCharsets.UTF_8);
    }

    private static Cipher cipher(int mode, DataKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived(key, "seal", "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] nonce(DataKey key, byte[] bound, byte[] plain) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(derived(key, "nonce", "HmacSHA256"));
        mac.update(bound);
        mac.update((byte) 0);
        return Arrays.copyOf(mac.doFinal(plain), NONCE);
    }

    /** HMAC-SHA-256 of the purpose: a key for each use (NIST SP 800-108, one block). */
    private static SecretKeySpec derived(DataKey key, String purpose, String algorithm)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.material(), "HmacSHA256"));
        return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), algorithm);
    }
}
