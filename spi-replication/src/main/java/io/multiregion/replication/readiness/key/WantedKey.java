package io.multiregion.replication.readiness.key;

import org.keycloak.crypto.KeyUse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A key that a realm will need.
 *
 * @param use what for
 * @param algorithm by its name in JWA, or AES
 * @param where who asks for it
 */
public record WantedKey(KeyUse use, String algorithm, String where) {

    /** Whether the realm has one that is active. Makes none. */
    boolean isThere(KeycloakSession session, RealmModel realm) {
        return session.keys()
                .getKeysStream(realm, use, algorithm)
                .anyMatch(key -> key.getStatus().isActive());
    }

    /** Has Keycloak make one, as it would at the first use; in the caller's transaction. */
    void make(KeycloakSession session, RealmModel realm) {
        RealmModel before = session.getContext().getRealm();
        session.getContext().setRealm(realm);
        try {
            session.keys().getActiveKey(realm, use, algorithm);
        } finally {
            session.getContext().setRealm(before);
        }
    }
}
