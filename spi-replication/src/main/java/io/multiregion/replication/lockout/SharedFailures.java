package io.multiregion.replication.lockout;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.sessions.infinispan.InfinispanUserLoginFailureProvider;
import org.keycloak.models.sessions.infinispan.changes.InfinispanChangelogBasedTransaction;
import org.keycloak.models.sessions.infinispan.entities.LoginFailureEntity;
import org.keycloak.models.sessions.infinispan.entities.LoginFailureKey;

/**
 * Keycloak's count of failed sign-ins; of a replicated realm, the one of all regions. It stands in the database, so it also outlives a
 * restart.
 */
final class SharedFailures extends InfinispanUserLoginFailureProvider {

    SharedFailures(
            KeycloakSession session, InfinispanChangelogBasedTransaction<LoginFailureKey, LoginFailureEntity> cached) {
        super(session, cached);
    }

    @Override
    public UserLoginFailureModel getUserLoginFailure(RealmModel realm, String userId) {
        UserLoginFailureModel cached = super.getUserLoginFailure(realm, userId);
        return AttackBudget.of(session, realm, userId)
                .map(budget -> {
                    budget.takeOver(cached);
                    return budget.all().isClean() ? null : (UserLoginFailureModel) new CountedFailures(budget);
                })
                .orElse(cached);
    }

    @Override
    public UserLoginFailureModel addUserLoginFailure(RealmModel realm, String userId) {
        return AttackBudget.of(session, realm, userId)
                .<UserLoginFailureModel>map(CountedFailures::new)
                .orElseGet(() -> super.addUserLoginFailure(realm, userId));
    }

    @Override
    public void removeUserLoginFailure(RealmModel realm, String userId) {
        AttackBudget.of(session, realm, userId).ifPresent(AttackBudget::clear);
        super.removeUserLoginFailure(realm, userId);
    }

    @Override
    public void removeAllUserLoginFailures(RealmModel realm) {
        AttackBudget.clearAll(session, realm);
        super.removeAllUserLoginFailures(realm);
    }
}
