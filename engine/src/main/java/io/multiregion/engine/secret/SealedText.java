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

    /** @throws UnsealableSecretException if it would not fit into the column of its place */
    public static String seal(DataKey key, String place, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length > most(place)) {
            throw new UnsealableSecretException("it has " + plain.length + " bytes, and " + most(place)
                    + " have room there when they are sealed: use a shorter one, or keep it in a vault");
        }
        return start(key.id())
                + Base64.getUrlEncoder().withoutPadding().encodeToString(PlaceCipher.seal(key, place, plain));
    }

    /** How many bytes of UTF-8 a text may have at its place, to fit there when it is sealed. */
    static int most(String place) {
        int letters = SecretNames.room(place) - start("").length() - DataKey.ID;
        return (int) (letters * 3L / 4) - PlaceCipher.MORE;
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
