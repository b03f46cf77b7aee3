package io.multiregion.replication.event;

import jakarta.persistence.EntityManager;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.jpa.JpaEventStoreProvider;
import org.keycloak.models.KeycloakSession;

/** Keycloak's store of events, each with its region. It extends the provider because Keycloak casts to it. */
final class StampedEvents extends JpaEventStoreProvider {

    private final RegionStamp stamp;

    StampedEvents(KeycloakSession session, EntityManager entityManager, RegionStamp stamp) {
        super(session, entityManager);
        this.stamp = stamp;
    }

    @Override
    public void onEvent(Event event) {
        stamp.on(event);
        super.onEvent(event);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        stamp.on(event);
        super.onEvent(event, includeRepresentation);
    }
}
