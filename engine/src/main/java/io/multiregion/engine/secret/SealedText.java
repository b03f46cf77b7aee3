package io.multiregion.engine.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * The one place that knows what a sealed secret looks like in a column: {@code mr-sealed:1:<data key>:<base64url>}, and what follows the
 * last colon is what {@link PlaceCipher} makes of the text in UTF-8.
 */
public final class SealedText {

    public static final String PREFIX = "mr-sealed:1:";

    private SealedText() {}

    /** Which data key sealed a text, or empty if it is not sealed. */
    public static Optional<String> keyOf(String text) {
        return text != null
                        && text.startsWith(PREFIX)
                        && text.length() > PREFIX.length() + DataKey.ID
                        && text.charAt(PREFIX.length() + DataKey.ID) == ':'
                ? Optional.of(text.substring(PREFIX.length(), PREFIX.length() + DataKey.ID))
                : Optional.empty();
    }

    /** How all texts begin that a data key sealed. */
    public static String start(String keyId) {
        return PREFIX + keyId + ":";
    }

    public static String seal(DataKey key, String place, String text) {
        byte[] sealed = PlaceCipher.seal(key, place, text.getBytes(StandardCharsets.UTF_8));
        return start(key.id()) + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** @throws GeneralSecurityException if it was not sealed with this key, for this place, or was changed */
    public static String open(DataKey key, String place, String text) throws GeneralSecurityException {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text.substring(PREFIX.length() + DataKey.ID + 1));
            return new String(PlaceCipher.open(key, place, sealed, 0), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is not Base64", e);
        }
    }
}
