package io.multiregion.replication.event;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;

/** Sees each event before all other listeners do, so that they see it with its region. */
final class StampingListener implements EventListenerProvider {

    private final RegionStamp stamp;

    StampingListener(RegionStamp stamp) {
        this.stamp = stamp;
    }

    @Override
    public void onEvent(Event event) {
        stamp.on(event);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        stamp.on(event);
    }

    @Override
    public void close() {}
}
