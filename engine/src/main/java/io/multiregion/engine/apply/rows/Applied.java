package io.multiregion.engine.apply.rows;

import io.multiregion.engine.resource.ResourceKey;
import java.util.Map;
import java.util.Set;

/**
 * What applying a cut did.
 *
 * @param touched the resources whose rows may have changed
 * @param revoked tokens to revoke: jti and expiry, in seconds since 1970
 * @param clientSessions the client sessions that came or went, as pairs of user session id and client id
 * @param userNames the names that users are cached by, before and after
 * @param resourceServers the ids of the resource servers of which anything was written or deleted
 * @param realmNames the names that the realm is cached by, before and after; empty if its own row was not in the cut
 * @param rows how many rows were written or deleted
 */
public record Applied(
        Set<ResourceKey> touched,
        Map<String, Long> revoked,
        Set<ClientSession> clientSessions,
        Set<UserName> userNames,
        Set<String> resourceServers,
        Set<String> realmNames,
        int rows) {

    /**
     * A name that a user is found by in Keycloak's cache.
     *
     * @param userId the user
     * @param username the user's name, or null in an entry for a federated identity
     * @param email the user's e-mail address, or null
     * @param provider the alias of an identity provider, or null
     * @param federatedId the user's id at that provider, or null
     */
    public record UserName(String userId, String username, String email, String provider, String federatedId) {}

    /** A client session: the user session it belongs to, and the client's id. */
    public record ClientSession(String userSessionId, String clientId) {}
}
