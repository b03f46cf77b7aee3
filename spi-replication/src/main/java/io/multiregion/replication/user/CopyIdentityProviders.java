package io.multiregion.replication.user;

import io.multiregion.engine.state.store.Topology;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.infinispan.idp.InfinispanIdentityProviderStorageProvider;

/**
 * Keycloak's identity providers. While a secondary signs a user in through one, the provider neither updates the user nor
 * stores its token, as if it were set to import once: the next sign-in on the primary does both. All other readers
 * (administration, export, the stored token's own endpoint) see the settings as they are.
 */
final class CopyIdentityProviders extends InfinispanIdentityProviderStorageProvider {

    private static final String BROKER = "/broker/";
    private static final String STORED_TOKEN = "/token";

    private final KeycloakSession session;
    private final Topology topology;

    CopyIdentityProviders(KeycloakSession session, Topology topology) {
        super(session);
        this.session = session;
        this.topology = topology;
    }

    @Override
    public IdentityProviderModel getByAlias(String alias) {
        IdentityProviderModel stored = super.getByAlias(alias);
        if (stored == null || !signsInOnSecondary()) {
            return stored;
        }
        IdentityProviderModel once = new IdentityProviderModel(stored);
        once.setSyncMode(IdentityProviderSyncMode.IMPORT);
        once.setStoreToken(false);
        return once;
    }

    private boolean signsInOnSecondary() {
        RealmModel realm = session.getContext().getRealm();
        if (realm == null
                || topology.readOnly(realm.getId()).isEmpty()
                || session.getContext().getHttpRequest() == null) {
            return false;
        }
        String path = session.getContext().getUri().getPath();
        return path.contains(BROKER) && !path.endsWith(STORED_TOKEN);
    }
}
