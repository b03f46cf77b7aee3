package io.multiregion.engine.peer.transport;

import io.multiregion.engine.state.ReplicaState;
import java.net.URI;

/**
 * Whom a message is for.
 *
 * @param region its name
 * @param url the base URL of its Keycloak; only a name where this region never calls that one
 */
public record Recipient(String region, URI url) {

    static Recipient of(ReplicaState replica) {
        return new Recipient(replica.region(), replica.url());
    }
}
