package io.multiregion.replication.secret;

import io.multiregion.replication.start.MultiRegion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.JpaIdentityProviderStorageProvider;
import org.keycloak.models.jpa.JpaIdentityProviderStorageProviderFactory;

/** Takes the place of Keycloak's factory of the same id. */
public final class SealingIdentityProvidersFactory extends JpaIdentityProviderStorageProviderFactory {

    @Override
    public JpaIdentityProviderStorageProvider create(KeycloakSession session) {
        return MultiRegion.of(session)
                .<JpaIdentityProviderStorageProvider>map(multiRegion -> new SealingIdentityProviders(
                        session, multiRegion.atRest().secrets()))
                .orElseGet(() -> super.create(session));
    }
}
