package io.multiregion.theme;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.ThemeResourceProvider;
import org.keycloak.theme.ThemeResourceProviderFactory;

/** Brings the texts of the extension to Keycloak. */
public final class RegionMessagesFactory implements ThemeResourceProviderFactory {

    @Override
    public ThemeResourceProvider create(KeycloakSession session) {
        return new RegionMessages();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "multi-region";
    }
}
