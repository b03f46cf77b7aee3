package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.state.part.Issuer;
import java.util.List;

/**
 * What a region is to a realm. The answer to {@code GET /admin/realms/{realm}/multi-region}.
 *
 * @param realm the realm's name
 * @param region the region that answers
 * @param role STANDALONE (not replicated), PRIMARY or SECONDARY
 * @param epoch grows by one with every change of primary; 0 for a realm that is not replicated
 * @param position on the primary the last position given out, on a secondary the last one applied; {@code epoch:sequence}
 * @param status the status of this region's copy; ACTIVE on the primary; absent for a realm that is not replicated
 * @param primary the primary; absent for a realm that is not replicated
 * @param journalDepth how many changed resources the furthest replica has not confirmed
 * @param lagMillis on a secondary: how long ago, by this region's clock, it was last known to have all of the primary's changes
 * @param replicas on the primary: its replicas
 * @param lastError on a secondary: why the last message of the primary failed; on a primary: why it takes no writes
 * @param writable whether this region takes writes now
 * @param notWritableBecause why not, and what to do; absent if it does
 * @param divergences how many open divergences lie here
 * @param changedAt when the primary role last moved, as an ISO-8601 instant; absent if it never did
 * @param issuer the base URL of the realm's tokens and pages, and the former ones; absent for what Keycloak is configured with
 * @param warnings what will go wrong if nobody does anything: certificates that end soon; absent for a realm that is not replicated
 * @param staleness on a secondary that serves end users: how fresh it is, as the node sees it that answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RealmRepresentation(
        String realm,
        String region,
        String role,
        long epoch,
        String position,
        String status,
        Primary primary,
        long journalDepth,
        Long lagMillis,
        List<ReplicaRepresentation> replicas,
        TroubleRepresentation lastError,
        boolean writable,
        String notWritableBecause,
        long divergences,
        String changedAt,
        Issuer issuer,
        List<String> warnings,
        StalenessRepresentation staleness) {

    /** A realm that is this region's own business. */
    public static RealmRepresentation standalone(String realm, String region) {
        return new RealmRepresentation(
                realm,
                region,
                "STANDALONE",
                0,
                null,
                null,
                null,
                0,
                null,
                List.of(),
                null,
                true,
                null,
                0,
                null,
                null,
                null,
                null);
    }

    /** The region that holds the primary role, and the base URL of its Keycloak. */
    public record Primary(String region, String url) {}
}
