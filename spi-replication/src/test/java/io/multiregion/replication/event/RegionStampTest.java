package io.multiregion.replication.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;

class RegionStampTest {

    private final RegionStamp stamp = new RegionStamp(Optional.of("us"));

    @Test
    void anEventSaysWhereItHappenedAndNothingElseSaysSo() {
        Event event = new Event();
        stamp.on(event);
        assertEquals(Map.of("region", "us"), event.getDetails());
        event.setDetails(Map.of("region", "eu", "username", "kim"));
        stamp.on(event);
        assertEquals(Map.of("region", "us", "username", "kim"), event.getDetails());
    }

    @Test
    void soDoesAnEventOfAnAdministrator() {
        AdminEvent event = new AdminEvent();
        event.setDetails(Map.of("by", "kim"));
        stamp.on(event);
        assertEquals(Map.of("region", "us", "by", "kim"), event.getDetails());
    }

    @Test
    void withoutARegionAnEventStaysAsItIs() {
        Event event = new Event();
        new RegionStamp(Optional.empty()).on(event);
        assertNull(event.getDetails());
    }

    /** As Keycloak keeps its listeners; with those of this server, and with more and more of others. */
    @Test
    void itsListenerIsCalledBeforeAllOthers() {
        Map<String, String> listeners = new HashMap<>();
        ServiceLoader.load(EventListenerProviderFactory.class)
                .forEach(factory -> listeners.put(factory.getId(), factory.getId()));
        assertTrue(listeners.size() > 1, "there are others: " + listeners.keySet());
        assertEquals(StampingListenerFactory.ID, listeners.keySet().iterator().next());
        IntStream.range(0, 100).forEach(i -> {
            listeners.put("listener of somebody else " + i, "");
            assertEquals(
                    StampingListenerFactory.ID, listeners.keySet().iterator().next(), "with " + listeners.size());
        });
    }
}
