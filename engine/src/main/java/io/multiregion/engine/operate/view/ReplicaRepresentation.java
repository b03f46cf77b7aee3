package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A replica, as its primary knows it.
 *
 * @param region the region that holds it
 * @param url the base URL of that region's Keycloak
 * @param status CREATING, INACTIVE, ACTIVE or DELETING
 * @param wanted the status that it was last asked to have; it has it once its region has confirmed it
 * @param appliedPosition the last position it has confirmed; {@code epoch:sequence}
 * @param lagMillis age of the oldest change that it has not confirmed, in milliseconds; 0 when it has all
 * @param lagResources how many changed resources it has not confirmed
 * @param copiedResources how many resources the first copy has shipped
 * @param totalResources how many resources the realm had when the first copy began
 * @param following whether it has confirmed to follow this primary; false at first after a failover
 * @param comparing whether its rows are still to be compared with the primary's, and repaired: after an upgrade, or a doubt
 * @param verification how far the verification is that is under way, or null: the kind it is at, how many resources were compared,
 *     and how many differ
 * @param lastError why the last message was not confirmed, or null
 */
public record ReplicaRepresentation(
        String region,
        String url,
        String status,
        String wanted,
        String appliedPosition,
        long lagMillis,
        long lagResources,
        long copiedResources,
        long totalResources,
        boolean following,
        boolean comparing,
        JsonNode verification,
        TroubleRepresentation lastError) {}
