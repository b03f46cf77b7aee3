package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What is asked for a replica. Body of POST and PUT.
 *
 * @param region of POST: the region that is to hold the replica
 * @param url of POST: the base URL of that region's Keycloak; the one it was paired with if none is given
 * @param activate of POST: whether the replica serves end users once its first copy is done; INACTIVE otherwise
 * @param status of PUT: ACTIVE or INACTIVE
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReplicaRequest(String region, String url, boolean activate, String status) {}
