package io.multiregion.replication.lockout;

import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Keycloak's protection against guessing, which also keeps out whom another region has locked out for good: at once, though the user is
 * disabled only when the primary has heard of it.
 */
final class SharedLockouts implements BruteForceProtector {

    private final BruteForceProtector keycloaks;

    SharedLockouts(BruteForceProtector keycloaks) {
        this.keycloaks = keycloaks;
    }

    @Override
    public boolean isPermanentlyLockedOut(KeycloakSession session, RealmModel realm, UserModel user) {
        return isLocked(session, realm, user) || keycloaks.isPermanentlyLockedOut(session, realm, user);
    }

    /** Some of Keycloak's ways in ask only this. */
    @Override
    public boolean isTemporarilyDisabled(KeycloakSession session, RealmModel realm, UserModel user) {
        return isLocked(session, realm, user) || keycloaks.isTemporarilyDisabled(session, realm, user);
    }

    private static boolean isLocked(KeycloakSession session, RealmModel realm, UserModel user) {
        return realm.isBruteForceProtected()
                && AttackBudget.of(session, realm, user.getId())
                        .filter(AttackBudget::isLocked)
                        .isPresent();
    }

    /** An operator has enabled the user. */
    @Override
    public void cleanUpPermanentLockout(KeycloakSession session, RealmModel realm, UserModel user) {
        if (isLocked(session, realm, user)) {
            session.loginFailures().removeUserLoginFailure(realm, user.getId());
        }
        keycloaks.cleanUpPermanentLockout(session, realm, user);
    }

    @Override
    public void failedLogin(
            RealmModel realm, UserModel user, ClientConnection connection, UriInfo uri, Set<String> categories) {
        keycloaks.failedLogin(realm, user, connection, uri, categories);
    }

    @Override
    public void successfulLogin(
            RealmModel realm, UserModel user, ClientConnection connection, UriInfo uri, Set<String> categories) {
        keycloaks.successfulLogin(realm, user, connection, uri, categories);
    }

    @Override
    public void close() {
        // Keycloak's own is one for all sessions
    }
}
