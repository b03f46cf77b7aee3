package io.multiregion.replication.secret;

import java.security.MessageDigest;
import java.util.Map;

/**
 * A data key of a realm, open in memory: 32 bytes of AES key.
 *
 * @param id 16 lower-case hex digits
 * @param realmId the only realm whose secrets it seals
 * @param material never logged, never stored but wrapped
 */
record DataKey(String id, String realmId, byte[] material) {

    static final int BYTES = 32;

    /** How long an id is, in letters. */
    static final int ID = 16;

    /** What the wrapped key is bound to, in every region alike. */
    Map<String, String> context() {
        return context(id, realmId);
    }

    static Map<String, String> context(String id, String realmId) {
        return Map.of("use", "keycloak-multi-region-data-key", "realm", realmId, "data-key", id);
    }

    boolean is(DataKey other) {
        return id.equals(other.id) && realmId.equals(other.realmId) && MessageDigest.isEqual(material, other.material);
    }

    /** Without the material. */
    @Override
    public String toString() {
        return "data key " + id + " of realm " + realmId;
    }
}
