package io.multiregion.engine.state;

import java.net.URI;

/**
 * A region that holds a realm, as its primary knows it.
 *
 * @param region its name
 * @param url the base URL of its Keycloak as peers reach it, without a trailing slash
 * @param status the status of its replica; ACTIVE for the primary itself
 */
public record Member(String region, URI url, ReplicaStatus status) {}
