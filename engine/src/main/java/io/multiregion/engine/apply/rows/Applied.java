package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** @param differences what was written */
    static Applied of(Set<ResourceKey> touched, Map<String, Long> revoked, List<Difference> differences) {
        return new Applied(
                touched,
                revoked,
                clientSessions(differences),
                userNames(differences),
                resourceServers(differences),
                realmNames(differences),
                differences.stream().mapToInt(Difference::size).sum());
    }

    /** Of which resources a row is further on here than what arrives; each of these rows names its owner. */
    static Set<ResourceKey> ahead(List<Difference> differences) {
        Set<ResourceKey> ahead = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            OwnedTable owned = target.owned();
            difference
                    .ahead()
                    .forEach(row -> ahead.add(new ResourceKey(
                            owned.kind(), target.text(row, owned.owner().column()))));
        }
        return ahead;
    }

    /** Of which resources a row changed; where a row does not name its owner, all those that the batch speaks of in its table. */
    static Set<ResourceKey> changed(List<Difference> differences) {
        Set<ResourceKey> changed = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            OwnedTable owned = target.owned();
            if (owned.owner().isDirect()) {
                String column = owned.owner().column();
                difference
                        .changed()
                        .forEach(row -> changed.add(new ResourceKey(owned.kind(), target.text(row, column))));
            } else if (difference.size() > 0) {
                target.owners().forEach(id -> changed.add(new ResourceKey(owned.kind(), id)));
            }
        }
        return changed;
    }

    private static Set<ClientSession> clientSessions(List<Difference> differences) {
        Set<ClientSession> sessions = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            if (target.table().name().equals("OFFLINE_CLIENT_SESSION")) {
                List<String> key =
                        target.table().key().stream().map(Column::name).toList();
                int user = key.indexOf("USER_SESSION_ID");
                int client = key.indexOf("CLIENT_ID");
                List<List<Object>> changed = new ArrayList<>(difference.deletes());
                difference.inserts().forEach(row -> changed.add(target.keyOf(row)));
                difference.updates().forEach(row -> changed.add(target.keyOf(row)));
                changed.forEach(
                        row -> sessions.add(new ClientSession((String) row.get(user), (String) row.get(client))));
            }
        }
        return sessions;
    }

    private static Set<UserName> userNames(List<Difference> differences) {
        Set<UserName> names = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            if (target.table().name().equals("USER_ENTITY")) {
                difference
                        .beforeAndAfter()
                        .forEach(row -> names.add(new UserName(
                                target.text(row, "ID"),
                                target.text(row, "USERNAME"),
                                target.text(row, "EMAIL"),
                                null,
                                null)));
            } else if (target.table().name().equals("FEDERATED_IDENTITY")) {
                difference
                        .beforeAndAfter()
                        .forEach(row -> names.add(new UserName(
                                target.text(row, "USER_ID"),
                                null,
                                null,
                                target.text(row, "IDENTITY_PROVIDER"),
                                target.text(row, "FEDERATED_USER_ID"))));
            }
        }
        return names;
    }

    private static Set<String> resourceServers(List<Difference> differences) {
        Set<String> servers = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            if (target.owned().kind().ofResourceServer()) {
                List<String> columns =
                        target.columns().stream().map(Column::name).toList();
                String server = columns.contains("RESOURCE_SERVER_ID") ? "RESOURCE_SERVER_ID" : "ID";
                if (columns.contains(server)) {
                    difference.beforeAndAfter().forEach(row -> servers.add(target.text(row, server)));
                }
            }
        }
        return servers;
    }

    private static Set<String> realmNames(List<Difference> differences) {
        return differences.stream()
                .filter(difference -> difference.target().table().name().equals("REALM"))
                .flatMap(difference -> difference
                        .beforeAndAfter()
                        .map(row -> difference.target().text(row, "NAME")))
                .collect(Collectors.toSet());
    }

    /** Not written but told: a revocation takes effect through Keycloak's caches. */
    static Map<String, Long> revoked(Map<OwnedTable, TableRows> targets) {
        Map<String, Long> revoked = new HashMap<>();
        targets.forEach((owned, target) -> {
            if (owned.kind() == Kind.REVOKED_TOKEN) {
                target.rows()
                        .values()
                        .forEach(row -> revoked.put(target.text(row, "ID"), (Long) target.value(row, "EXPIRE")));
            }
        });
        return revoked;
    }
}
