package io.multiregion.replication.event;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in all realms, whatever listeners these name: the store stamps only what a realm stores. */
public final class StampingListenerFactory implements EventListenerProviderFactory {

    /**
     * Keycloak calls listeners in the order of a hash map of their ids. This one falls into the first place of it, in tables of up to 256
     * places.
     */
    static final String ID = "region-details";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new StampingListener(RegionStamp.of(session));
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
