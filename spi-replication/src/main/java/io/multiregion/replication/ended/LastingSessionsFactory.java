package io.multiregion.replication.ended;

import static org.keycloak.connections.infinispan.InfinispanConnectionProvider.CLIENT_SESSION_CACHE_NAME;
import static org.keycloak.connections.infinispan.InfinispanConnectionProvider.OFFLINE_CLIENT_SESSION_CACHE_NAME;
import static org.keycloak.connections.infinispan.InfinispanConnectionProvider.OFFLINE_USER_SESSION_CACHE_NAME;
import static org.keycloak.connections.infinispan.InfinispanConnectionProvider.USER_SESSION_CACHE_NAME;

import io.multiregion.replication.start.MultiRegion;
import java.util.Optional;
import org.keycloak.authentication.jpa.JpaAuthenticationSessionProviderFactory;
import org.keycloak.common.util.MultiSiteUtils;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.models.sessions.infinispan.InfinispanUserSessionProviderFactory;
import org.keycloak.models.sessions.infinispan.changes.CacheHolder;
import org.keycloak.models.sessions.infinispan.changes.ClientSessionPersistentChangelogBasedTransaction;
import org.keycloak.models.sessions.infinispan.changes.InfinispanChangesUtils;
import org.keycloak.models.sessions.infinispan.changes.UserSessionPersistentChangelogBasedTransaction;
import org.keycloak.models.sessions.infinispan.entities.AuthenticatedClientSessionEntity;
import org.keycloak.models.sessions.infinispan.entities.EmbeddedClientSessionKey;
import org.keycloak.models.sessions.infinispan.entities.UserSessionEntity;
import org.keycloak.models.sessions.infinispan.transaction.InfinispanTransactionProvider;
import org.keycloak.models.sessions.infinispan.util.SessionTimeouts;
import org.keycloak.sessions.AuthenticationSessionProvider;

/** Replaces Keycloak's sessions (same id) by ones that stay ended. Where Keycloak caches none, its own do: rows are all it has. */
public final class LastingSessionsFactory extends InfinispanUserSessionProviderFactory {

    private record Caches(
            CacheHolder<String, UserSessionEntity> users,
            CacheHolder<String, UserSessionEntity> offlineUsers,
            CacheHolder<EmbeddedClientSessionKey, AuthenticatedClientSessionEntity> clients,
            CacheHolder<EmbeddedClientSessionKey, AuthenticatedClientSessionEntity> offlineClients,
            boolean lockedByAuthentication) {}

    private Caches caches;

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        super.postInit(sessions);
        if (useCaches() && MultiSiteUtils.isPersistentSessionsEnabled()) {
            caches = caches(sessions);
        }
    }

    /** As Keycloak's own factory makes them, which keeps them to itself. */
    private static Caches caches(KeycloakSessionFactory sessions) {
        try (KeycloakSession session = sessions.create()) {
            return new Caches(
                    InfinispanChangesUtils.createWithCache(
                            session,
                            USER_SESSION_CACHE_NAME,
                            SessionTimeouts::getUserSessionLifespanMs,
                            SessionTimeouts::getUserSessionMaxIdleMs,
                            SecretGenerator.SECURE_ID_GENERATOR),
                    InfinispanChangesUtils.createWithCache(
                            session,
                            OFFLINE_USER_SESSION_CACHE_NAME,
                            SessionTimeouts::getOfflineSessionLifespanMs,
                            SessionTimeouts::getOfflineSessionMaxIdleMs),
                    InfinispanChangesUtils.createWithCache(
                            session,
                            CLIENT_SESSION_CACHE_NAME,
                            SessionTimeouts::getClientSessionLifespanMs,
                            SessionTimeouts::getClientSessionMaxIdleMs),
                    InfinispanChangesUtils.createWithCache(
                            session,
                            OFFLINE_CLIENT_SESSION_CACHE_NAME,
                            SessionTimeouts::getOfflineClientSessionLifespanMs,
                            SessionTimeouts::getOfflineClientSessionMaxIdleMs),
                    sessions.getProviderFactory(AuthenticationSessionProvider.class)
                            instanceof JpaAuthenticationSessionProviderFactory);
        }
    }

    @Override
    public UserSessionProvider create(KeycloakSession session) {
        Optional<MultiRegion> region = MultiRegion.of(session);
        if (caches == null || region.isEmpty()) {
            return super.create(session);
        }
        var users = new UserSessionPersistentChangelogBasedTransaction(
                session, caches.users(), caches.offlineUsers(), caches.lockedByAuthentication());
        var clients = new ClientSessionPersistentChangelogBasedTransaction(
                session, caches.clients(), caches.offlineClients(), users, caches.lockedByAuthentication());
        InfinispanTransactionProvider transactions = session.getProvider(InfinispanTransactionProvider.class);
        transactions.registerTransaction(users);
        transactions.registerTransaction(clients);
        return new LastingSessions(session, users, clients, region.get().topology());
    }
}
