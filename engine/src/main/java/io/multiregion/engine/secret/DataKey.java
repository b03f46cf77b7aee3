package io.multiregion.engine.secret;

import java.security.MessageDigest;
import java.util.Map;

/**
 * A data key of a realm, open in memory: 32 bytes of AES key.
 *
 * @param id 16 lower-case hex digits
 * @param realmId the only realm whose secrets it seals
 * @param material never logged, never stored but wrapped
 */
public record DataKey(String id, String realmId, byte[] material) {

    public static final int BYTES = 32;

    /** How long an id is, in letters. */
    public static final int ID = 16;

    /** What the wrapped key is bound to, in every region alike. */
    public Map<String, String> context() {
        return context(id, realmId);
    }

    public static Map<String, String> context(String id, String realmId) {
        return Map.of("use", "keycloak-multi-region-data-key", "realm", realmId, "data-key", id);
    }

    public boolean is(DataKey other) {
        return id.equals(other.id) && realmId.equals(other.realmId) && MessageDigest.isEqual(material, other.material);
    }

    /** Without the material. */
    @Override
    public String toString() {
        return "data key " + id + " of realm " + realmId;
    }
}
