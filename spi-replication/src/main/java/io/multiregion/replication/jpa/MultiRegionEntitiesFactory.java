package io.multiregion.replication.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds the extension's tables to Keycloak's database, and keeps them up to date. */
public final class MultiRegionEntitiesFactory implements JpaEntityProviderFactory {

    static final String ID = "multi-region";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new MultiRegionEntities();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {}

    @Override
    public void close() {}
}
