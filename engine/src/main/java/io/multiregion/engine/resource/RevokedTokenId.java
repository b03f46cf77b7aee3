package io.multiregion.engine.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How a revoked token stands in the database and in caches: {@code mr:<realm>:<token>}, both by their ids. So a revocation has a realm,
 * and revokes nothing in another one: Keycloak allows no colon in the id of a realm, and begins no token's id like this. A
 * token's id that would be too long for its column is replaced by {@code #} and its SHA-256.
 */
public final class RevokedTokenId {

    private static final String PREFIX = "mr:";
    private static final String USED = "used:";
    private static final char END_OF_REALM = ':';
    private static final int LONGEST = 255;

    private RevokedTokenId() {}

    public static String of(String realmId, String tokenId) {
        String realm = PREFIX + realmId + END_OF_REALM;
        String id = realm + tokenId;
        return id.length() <= LONGEST ? id : realm + '#' + hash(tokenId);
    }

    /**
     * How something that is good once stands there when it was used: {@code mr:<realm>:used:<hash>}. What it is called says what it was,
     * a one-time code for one, so only the SHA-256 of realm and name is kept.
     */
    public static String ofUse(String realmId, String name) {
        return of(realmId, USED + hash(realmId + '\n' + name));
    }

    /** Whether a text is such an id. */
    public static boolean is(String id) {
        return id.startsWith(PREFIX);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
