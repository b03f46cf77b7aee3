package io.multiregion.replication.event;

import io.multiregion.engine.onelog.OneLog;
import io.multiregion.replication.start.MultiRegion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/**
 * Writes this region's name into the details of an event. Whatever stood there goes: nobody but the region says where something happened.
 *
 * @param region this region's name; empty in a server without the settings of a region, whose events stay as they are
 */
record RegionStamp(Optional<String> region) {

    static RegionStamp of(KeycloakSession session) {
        return new RegionStamp(
                MultiRegion.of(session).map(running -> running.settings().region()));
    }

    void on(Event event) {
        region.ifPresent(name -> event.setDetails(with(event.getDetails(), name)));
    }

    void on(AdminEvent event) {
        region.ifPresent(name -> event.setDetails(with(event.getDetails(), name)));
    }

    private static Map<String, String> with(Map<String, String> details, String name) {
        Map<String, String> all = details == null ? new HashMap<>() : new HashMap<>(details);
        all.put(OneLog.REGION, name);
        return all;
    }
}
