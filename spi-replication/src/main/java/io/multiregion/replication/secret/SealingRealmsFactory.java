package io.multiregion.replication.secret;

import io.multiregion.replication.start.MultiRegion;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.JpaRealmProvider;
import org.keycloak.models.jpa.JpaRealmProviderFactory;

/** Takes the place of Keycloak's factory of the same id. */
public final class SealingRealmsFactory extends JpaRealmProviderFactory {

    @Override
    public JpaRealmProvider create(KeycloakSession session) {
        EntityManager entityManager =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return MultiRegion.of(session)
                .<JpaRealmProvider>map(multiRegion -> new SealingRealms(
                        session, entityManager, multiRegion.atRest().secrets(), multiRegion.topology()))
                .orElseGet(() -> super.create(session));
    }
}
