package io.multiregion.replication.page;

import io.multiregion.replication.start.MultiRegion;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.freemarker.FreeMarkerProvider;
import org.keycloak.theme.freemarker.FreeMarkerProviderFactory;

/** Comes before Keycloak's own template engine, and uses it. */
public final class ReadOnlyPagesFactory implements FreeMarkerProviderFactory {

    private static final int BEFORE_KEYCLOAKS = 100;

    @Override
    public FreeMarkerProvider create(KeycloakSession session) {
        FreeMarkerProvider keycloaks = session.getProvider(FreeMarkerProvider.class, "default");
        return MultiRegion.of(session)
                .<FreeMarkerProvider>map(region ->
                        new ReadOnlyPages(keycloaks, () -> session.getContext().getRealm(), region.topology()))
                .orElse(keycloaks);
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

    @Override
    public int order() {
        return BEFORE_KEYCLOAKS;
    }
}
