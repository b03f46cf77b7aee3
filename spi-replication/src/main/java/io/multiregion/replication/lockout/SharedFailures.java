package io.multiregion.replication.lockout;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserLoginFailureProvider;

/**
 * Keycloak's count of failed sign-ins, wherever Keycloak keeps it; of a replicated realm, the one of all regions. That one stands in the
 * database, so it also outlives a restart.
 */
final class SharedFailures implements UserLoginFailureProvider {

    private final KeycloakSession session;
    private final UserLoginFailureProvider keycloaks;

    SharedFailures(KeycloakSession session, UserLoginFailureProvider keycloaks) {
        this.session = session;
        this.keycloaks = keycloaks;
    }

    @Override
    public UserLoginFailureModel getUserLoginFailure(RealmModel realm, String userId) {
        AttackBudget budget = AttackBudget.of(session, realm, userId).orElse(null);
        if (budget == null) {
            return keycloaks.getUserLoginFailure(realm, userId);
        }
        if (budget.hasCountedNothing()) {
            budget.takeOver(keycloaks.getUserLoginFailure(realm, userId));
        }
        return budget.all().isClean() ? null : new CountedFailures(budget);
    }

    @Override
    public UserLoginFailureModel addUserLoginFailure(RealmModel realm, String userId) {
        return AttackBudget.of(session, realm, userId)
                .<UserLoginFailureModel>map(CountedFailures::new)
                .orElseGet(() -> keycloaks.addUserLoginFailure(realm, userId));
    }

    @Override
    public void removeUserLoginFailure(RealmModel realm, String userId) {
        AttackBudget.of(session, realm, userId).ifPresent(AttackBudget::clear);
        keycloaks.removeUserLoginFailure(realm, userId);
    }

    @Override
    public void removeAllUserLoginFailures(RealmModel realm) {
        AttackBudget.clearAll(session, realm);
        keycloaks.removeAllUserLoginFailures(realm);
    }

    @Override
    public void updateWithLatestRealmSettings(RealmModel realm) {
        keycloaks.updateWithLatestRealmSettings(realm);
    }

    @Override
    public void close() {
        // Keycloak closes its own
    }
}
