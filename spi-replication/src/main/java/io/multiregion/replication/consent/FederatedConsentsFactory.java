package io.multiregion.replication.consent;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.storage.federated.UserFederatedStorageProvider;
import org.keycloak.storage.jpa.JpaUserFederatedStorageProviderFactory;

/** Replaces Keycloak's store of users who are not imported (same id) by one that notes withdrawn consents. */
public final class FederatedConsentsFactory extends JpaUserFederatedStorageProviderFactory {

    @Override
    public UserFederatedStorageProvider create(KeycloakSession session) {
        return new FederatedConsents(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        super.postInit(sessions);
        sessions.register(event -> {
            if (event instanceof UserModel.UserRemovedEvent removed) {
                Withdrawal.forget(
                        removed.getKeycloakSession(),
                        removed.getRealm(),
                        removed.getUser().getId());
            }
        });
    }
}
