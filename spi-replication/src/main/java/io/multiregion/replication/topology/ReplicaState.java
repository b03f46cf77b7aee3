package io.multiregion.replication.topology;

import io.multiregion.replication.resource.Position;
import java.net.URI;

/**
 * A replica as its primary knows it.
 *
 * @param realmId the realm
 * @param region the region that holds the replica
 * @param url the base URL of that region's Keycloak, without a trailing slash
 * @param status the status the replica has confirmed
 * @param wanted the status an operator wants it to have
 * @param acknowledged the last position it has confirmed
 * @param copyCursor where the first copy stands; {@link io.multiregion.replication.batch.Batch#COPY_DONE} once it is done
 * @param copied how many resources the first copy has shipped
 * @param total how many resources the realm had when the first copy began
 * @param control the number of the last control message; a replayed one is refused by it
 * @param acknowledgedAt when it last confirmed anything, in milliseconds since 1970; 0 for never
 * @param lastError why the last message was not confirmed, or null
 * @param verifyAsked the last verification asked for, or null
 * @param verifyAnswered the last verification done, or null
 */
public record ReplicaState(
        String realmId,
        String region,
        URI url,
        ReplicaStatus status,
        ReplicaStatus wanted,
        Position acknowledged,
        String copyCursor,
        long copied,
        long total,
        long control,
        long acknowledgedAt,
        String lastError,
        String verifyAsked,
        String verifyAnswered) {

    /** The id of a verification that ships again what it finds different begins with this. */
    public static final String REPAIR = "r-";
}
