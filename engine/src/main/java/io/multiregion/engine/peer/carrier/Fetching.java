package io.multiregion.engine.peer.carrier;

import java.net.URI;
import java.time.Duration;

/** Calls a region that may not call this one, for the messages that wait there. Need not be trusted, as no carrier need be. */
public interface Fetching {

    /** What both sides may have waiting in one call; a message more than this is let through as well. */
    int MOST_BYTES = 1 << 20;

    /**
     * Blocks until there is something, or for as long as the other region likes to wait.
     *
     * @param region the base URL of the other region's Keycloak
     * @param announcement proves who calls
     * @param answer to a message that was fetched before; empty to fetch some
     * @param patience how long to wait for the answer
     * @return what {@link Parcel#list} reads
     * @throws io.multiregion.engine.peer.transport.TransportException if there is no answer, or it is no
     */
    byte[] fetch(URI region, String announcement, byte[] answer, Duration patience);
}
