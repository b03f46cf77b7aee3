package io.multiregion.replication.lockout;

import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.models.sessions.infinispan.InfinispanUserLoginFailureProvider;
import org.keycloak.models.sessions.infinispan.InfinispanUserLoginFailureProviderFactory;
import org.keycloak.models.sessions.infinispan.changes.CacheHolder;
import org.keycloak.models.sessions.infinispan.changes.InfinispanChangelogBasedTransaction;
import org.keycloak.models.sessions.infinispan.changes.InfinispanChangesUtils;
import org.keycloak.models.sessions.infinispan.entities.LoginFailureEntity;
import org.keycloak.models.sessions.infinispan.entities.LoginFailureKey;
import org.keycloak.models.sessions.infinispan.transaction.InfinispanTransactionProvider;
import org.keycloak.models.sessions.infinispan.util.SessionTimeouts;
import org.keycloak.provider.ProviderEvent;

/** Replaces Keycloak's count of failed sign-ins (same id) by one that knows those of other regions. */
public final class SharedFailuresFactory extends InfinispanUserLoginFailureProviderFactory {

    private CacheHolder<LoginFailureKey, LoginFailureEntity> cache;

    /** As Keycloak's own factory does, which keeps it to itself. */
    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        super.postInit(sessions);
        try (KeycloakSession session = sessions.create()) {
            cache = InfinispanChangesUtils.createWithCache(
                    session,
                    InfinispanConnectionProvider.LOGIN_FAILURE_CACHE_NAME,
                    SessionTimeouts::getLoginFailuresLifespanMs,
                    SessionTimeouts::getLoginFailuresMaxIdleMs);
        }
    }

    @Override
    public InfinispanUserLoginFailureProvider create(KeycloakSession session) {
        var cached = new InfinispanChangelogBasedTransaction<>(session, cache);
        session.getProvider(InfinispanTransactionProvider.class).registerTransaction(cached);
        return new SharedFailures(session, cached);
    }

    @Override
    public void onEvent(ProviderEvent event) {
        super.onEvent(event);
        if (event instanceof UserModel.UserRemovedEvent removed) {
            AttackBudget.forget(
                    removed.getKeycloakSession(),
                    removed.getRealm(),
                    removed.getUser().getId());
        }
    }
}
