package io.multiregion.replication.wiring.rest;

import io.multiregion.replication.wiring.MultiRegion;
import jakarta.ws.rs.NotFoundException;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts {@link MessageEndpoint} under {@code /realms/master/multi-region}: the realm a message is about may not be there yet. */
public final class MessageEndpointFactory implements RealmResourceProviderFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                boolean master = session.getContext().getRealm().getName().equals(Config.getAdminRealm());
                return MultiRegion.of(session)
                        .filter(running -> master)
                        .map(MessageEndpoint::new)
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
