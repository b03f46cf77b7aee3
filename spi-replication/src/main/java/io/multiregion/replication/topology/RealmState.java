package io.multiregion.replication.topology;

import io.multiregion.replication.resource.Position;
import java.net.URI;
import java.time.Instant;

/**
 * What this region knows of a replicated realm, as of the last look at its row.
 *
 * @param realmId the realm's id, the same in all regions
 * @param realmName the realm's name, as last heard
 * @param role what this region is to the realm
 * @param epoch grows by one with every change of primary
 * @param status the status of this region's copy; ACTIVE on the primary
 * @param primaryRegion the name of the region that holds the primary role
 * @param primaryUrl the base URL of the primary's Keycloak, without a trailing slash
 * @param position on the primary the last position given out, on a secondary the last one applied
 * @param heard on a secondary the last position heard of from the primary
 * @param levelAt on a secondary: the instant, by the primary's clock, as of which this copy is known to have held everything
 *     that was committed; {@link Instant#EPOCH} before the first copy is done
 * @param lastError why the last message of the primary was not applied, or null
 */
public record RealmState(
        String realmId,
        String realmName,
        Role role,
        long epoch,
        ReplicaStatus status,
        String primaryRegion,
        URI primaryUrl,
        Position position,
        Position heard,
        Instant levelAt,
        String lastError) {

    public boolean isSecondary() {
        return role == Role.SECONDARY;
    }

    public boolean isPrimary() {
        return role == Role.PRIMARY;
    }
}
