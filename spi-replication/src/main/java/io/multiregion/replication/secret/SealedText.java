package io.multiregion.replication.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one place that knows what a sealed secret looks like in a column: {@code mr-sealed:1:<data key>:<base64url>}, and what follows the
 * last colon is a 12-byte nonce, the AES-256-GCM ciphertext of the text in UTF-8, and its 16-byte tag. The place (table, column, row)
 * and the realm are authenticated with it.
 *
 * <p>The nonce is derived from text and place (HMAC-SHA-256, cut to 96 bits, under a key of its own): the same secret in the same place
 * is the same text in every region and every time it is written, so that rows stay comparable; two different secrets have two nonces. What it
 * tells a thief is that a secret at one place did not change (ADR 12).
 */
final class SealedText {

    static final String PREFIX = "mr-sealed:1:";

    private static final int ID = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private SealedText() {}

    /** Which data key sealed a text, or empty if it is not sealed. */
    static Optional<String> keyOf(String text) {
        return text != null
                        && text.startsWith(PREFIX)
                        && text.length() > PREFIX.length() + ID
                        && text.charAt(PREFIX.length() + ID) == ':'
                ? Optional.of(text.substring(PREFIX.length(), PREFIX.length() + ID))
                : Optional.empty();
    }

    static String seal(DataKey key, String place, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] bound = bound(key, place);
        try {
            byte[] nonce = nonce(key, bound, plain);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return PREFIX + key.id() + ":"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal", e);
        }
    }

    /** @throws GeneralSecurityException if it was not sealed with this key, for this place, or was changed */
    static String open(DataKey key, String place, String sealed) throws GeneralSecurityException {
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length() + ID + 1));
            if (all.length < NONCE + TAG_BITS / 8) {
                throw new GeneralSecurityException("it is too short");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE), bound(key, place));
            return new String(cipher.doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is not Base64", e);
        }
    }

    private static byte[] bound(DataKey key, String place) {
        return (PREFIX + key.realmId() + "\n" + place).getBytes(StandardCharsets.UTF_8);
    }

    private static Cipher cipher(int mode, DataKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived(key, "seal", "AES"), new GCMParameterSpec(TAG_BITS, nonce));
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
