package io.multiregion.replication.wiring.rest;

import io.multiregion.replication.wiring.MultiRegion;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.keycloak.Config;
import org.keycloak.models.RealmModel;

/** {@code /realms/{realm}/multi-region}: what is open to everybody. */
public class RealmEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;

    RealmEndpoint(MultiRegion multiRegion, RealmModel realm) {
        this.multiRegion = multiRegion;
        this.realm = realm;
    }

    @Path("messages")
    public MessageEndpoint messages() {
        if (!realm.getName().equals(Config.getAdminRealm())) {
            throw new NotFoundException();
        }
        return new MessageEndpoint(multiRegion);
    }

    @Path("health")
    public HealthEndpoint health() {
        return new HealthEndpoint(multiRegion, realm);
    }
}
