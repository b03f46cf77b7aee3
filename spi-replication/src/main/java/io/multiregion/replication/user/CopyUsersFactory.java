package io.multiregion.replication.user;

import io.multiregion.replication.start.MultiRegion;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserProvider;
import org.keycloak.models.jpa.JpaUserProviderFactory;

/** Replaces Keycloak's user store (same id) by one that knows read-only realms. */
public final class CopyUsersFactory extends JpaUserProviderFactory {

    @Override
    public UserProvider create(KeycloakSession session) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return MultiRegion.of(session)
                .<UserProvider>map(region -> new CopyUsers(session, em, region.topology()))
                .orElseGet(() -> super.create(session));
    }
}
