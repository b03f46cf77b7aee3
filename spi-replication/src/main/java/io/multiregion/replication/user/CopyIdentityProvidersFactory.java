package io.multiregion.replication.user;

import io.multiregion.replication.start.MultiRegion;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.infinispan.idp.InfinispanIdentityProviderStorageProviderFactory;

/** Replaces Keycloak's identity providers (same id) by ones that write nothing when a linked user signs in on a secondary. */
public final class CopyIdentityProvidersFactory extends InfinispanIdentityProviderStorageProviderFactory {

    @Override
    public IdentityProviderStorageProvider create(KeycloakSession session) {
        return MultiRegion.of(session)
                .<IdentityProviderStorageProvider>map(region -> new CopyIdentityProviders(session, region.topology()))
                .orElseGet(() -> super.create(session));
    }
}
