package io.multiregion.replication.session;

import io.multiregion.replication.cache.KeycloaksOwn;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.RevokedTokenProviderFactory;

/** Puts {@link RealmRevocations} before Keycloak's own provider, by its order: Keycloak's stays loaded and is what stores. */
public final class RealmRevocationsFactory implements RevokedTokenProviderFactory<RealmRevocations> {

    @Override
    public RealmRevocations create(KeycloakSession session) {
        return new RealmRevocations(
                session.getContext()::getRealm, KeycloaksOwn.of(session, RevokedTokenProvider.class));
    }

    @Override
    public String getId() {
        return KeycloaksOwn.OURS;
    }

    @Override
    public int order() {
        return KeycloaksOwn.BEFORE_KEYCLOAKS_OWN;
    }

    @Override
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {}

    @Override
    public void close() {}
}
