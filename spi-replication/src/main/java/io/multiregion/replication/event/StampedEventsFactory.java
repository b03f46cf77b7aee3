package io.multiregion.replication.event;

import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.jpa.JpaEventStoreProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Takes the place of Keycloak's factory of the same id. */
public final class StampedEventsFactory extends JpaEventStoreProviderFactory {

    @Override
    public EventStoreProvider create(KeycloakSession session) {
        return new StampedEvents(
                session, session.getProvider(JpaConnectionProvider.class).getEntityManager(), RegionStamp.of(session));
    }
}
