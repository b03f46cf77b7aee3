package io.multiregion.replication.rest.realm;

import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.NotFoundException;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts {@link RealmEndpoint} under {@code /realms/{realm}/multi-region}. */
public final class RealmEndpointFactory implements RealmResourceProviderFactory {

    private final MessageLog messageLog = new MessageLog();

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return MultiRegion.of(session)
                        .map(running -> new RealmEndpoint(running, session, messageLog))
                        .orElseThrow(NotFoundException::new);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String getId() {
        return "multi-region";
    }

    @Override
    public void init(Config.Scope options) {}

    @Override
    public void postInit(KeycloakSessionFactory sessions) {}

    @Override
    public void close() {}
}
