package io.multiregion.replication.cache;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.cluster.ClusterEvent;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.keys.PublicKeyStorageUtils;
import org.keycloak.keys.infinispan.InfinispanCachePublicKeyProviderFactory;
import org.keycloak.keys.infinispan.PublicKeyStorageInvalidationEvent;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.cache.infinispan.ClearCacheEvent;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.InfinispanUserCacheProviderFactory;
import org.keycloak.models.cache.infinispan.authorization.InfinispanCacheStoreFactoryProviderFactory;
import org.keycloak.models.cache.infinispan.authorization.events.ResourceServerRemovedEvent;
import org.keycloak.models.cache.infinispan.events.RealmRemovedEvent;
import org.keycloak.models.cache.infinispan.events.UserCacheRealmInvalidationEvent;
import org.keycloak.models.cache.infinispan.events.UserFullInvalidationEvent;

/**
 * Takes what a batch changed out of Keycloak's caches, on all nodes of this region, after the commit. What was and what is now
 * both go: a user who was renamed is cached under the old name too.
 */
final class CacheEviction {

    /** Beyond this many users at once, clearing the realm's cached users costs less than naming them. */
    private static final int USERS_BY_NAME = 200;

    private static final Set<Kind> NOT_IN_REALM_CACHE = EnumSet.of(
            Kind.USER, Kind.FEDERATED_USER, Kind.SESSION, Kind.REVOKED_TOKEN, Kind.WORKFLOW_STATE, Kind.FAILED_SIGN_IN);
    private static final Set<Kind> IN_CACHED_USERS =
            EnumSet.of(Kind.REALM, Kind.COMPONENT, Kind.ORGANIZATION, Kind.GROUP, Kind.ROLE, Kind.FEDERATED_USER);

    private final KeycloakSession session;
    private final String realmId;
    private final String realmName;

    public CacheEviction(KeycloakSession session, String realmId, String realmName) {
        this.session = session;
        this.realmId = realmId;
        this.realmName = realmName;
    }

    public void evict(Applied applied) {
        Set<ResourceKey> touched = applied.touched();
        if (touched.stream()
                .map(ResourceKey::kind)
                .anyMatch(kind -> !NOT_IN_REALM_CACHE.contains(kind) && !kind.ofResourceServer())) {
            Stream.concat(Stream.of(realmName), applied.realmNames().stream())
                    .distinct()
                    .forEach(name -> send(
                            InfinispanCacheRealmProviderFactory.REALM_INVALIDATION_EVENTS,
                            List.of(RealmRemovedEvent.create(realmId, name))));
        }
        evictUsers(applied);
        evictAuthorization(applied);
        evictPublicKeys(touched);
        new SessionEviction(session.getProvider(InfinispanConnectionProvider.class)::getCache).evict(applied);
    }

    private void evictUsers(Applied applied) {
        long users = applied.touched().stream()
                .filter(key -> key.kind() == Kind.USER)
                .count();
        boolean all = users > USERS_BY_NAME
                || applied.touched().stream().anyMatch(key -> IN_CACHED_USERS.contains(key.kind()));
        if (all) {
            send(
                    InfinispanUserCacheProviderFactory.USER_INVALIDATION_EVENTS,
                    List.of(UserCacheRealmInvalidationEvent.create(realmId)));
            return;
        }
        Map<String, List<Applied.UserName>> byUser = new LinkedHashMap<>();
        applied.userNames()
                .forEach(name -> byUser.computeIfAbsent(name.userId(), id -> new ArrayList<>())
                        .add(name));
        List<ClusterEvent> events = new ArrayList<>();
        byUser.forEach((id, names) -> {
            List<Applied.UserName> links =
                    names.stream().filter(name -> name.provider() != null).toList();
            names.stream()
                    .filter(name -> name.username() != null)
                    .forEach(name -> events.add(UserFullInvalidationEvent.create(
                            id, name.username(), name.email(), realmId, true, distinctLinks(links))));
        });
        send(InfinispanUserCacheProviderFactory.USER_INVALIDATION_EVENTS, events);
    }

    private static Stream<FederatedIdentityModel> distinctLinks(List<Applied.UserName> links) {
        Map<String, FederatedIdentityModel> byProvider = new LinkedHashMap<>();
        links.forEach(link ->
                byProvider.put(link.provider(), new FederatedIdentityModel(link.provider(), link.federatedId(), null)));
        return byProvider.values().stream();
    }

    /** A policy may come apart from the row that names its resource server, while a copy is made: then all leave. */
    private void evictAuthorization(Applied applied) {
        boolean unnamed = applied.resourceServers().isEmpty()
                && applied.touched().stream().anyMatch(key -> key.kind().ofResourceServer());
        send(
                InfinispanCacheStoreFactoryProviderFactory.AUTHORIZATION_CLEAR_CACHE_EVENTS,
                unnamed ? List.of(ClearCacheEvent.getInstance()) : List.of());
        send(
                InfinispanCacheStoreFactoryProviderFactory.AUTHORIZATION_INVALIDATION_EVENTS,
                applied.resourceServers().stream()
                        .map(ResourceServerRemovedEvent::create)
                        .toList());
    }

    /** Keys of identity providers and of clients: a cached key is believed for an hour after its last use, whatever the rows say. */
    private void evictPublicKeys(Set<ResourceKey> touched) {
        send(
                InfinispanCachePublicKeyProviderFactory.PUBLIC_KEY_STORAGE_INVALIDATION_EVENT,
                touched.stream()
                        .flatMap(key -> publicKeys(realmId, key))
                        .map(PublicKeyStorageInvalidationEvent::create)
                        .toList());
    }

    /** What public keys of a resource are cached under. */
    static Stream<String> publicKeys(String realmId, ResourceKey key) {
        return switch (key.kind()) {
            case IDENTITY_PROVIDER -> Stream.of(PublicKeyStorageUtils.getIdpModelCacheKey(realmId, key.id()));
            case CLIENT ->
                Stream.of(JWK.Use.values())
                        .map(use -> PublicKeyStorageUtils.getClientModelCacheKey(realmId, key.id(), use));
            default -> Stream.empty();
        };
    }

    private void send(String listeners, Collection<? extends ClusterEvent> events) {
        if (!events.isEmpty()) {
            session.getProvider(ClusterProvider.class).notify(listeners, events, false);
        }
    }
}
