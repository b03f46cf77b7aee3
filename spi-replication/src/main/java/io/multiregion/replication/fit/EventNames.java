package io.multiregion.replication.fit;

import java.util.Map;
import org.keycloak.keys.infinispan.InfinispanCachePublicKeyProviderFactory;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.InfinispanUserCacheProviderFactory;
import org.keycloak.models.cache.infinispan.authorization.InfinispanCacheStoreFactoryProviderFactory;

/** The names to which we send events of Keycloak's caches, as the compiler has copied them. */
final class EventNames {

    private static final String AUTHORIZATION =
            "org.keycloak.models.cache.infinispan.authorization.InfinispanCacheStoreFactoryProviderFactory";

    /** Names to which cluster events are sent: the compiler has copied them into our classes. */
    static final Map<String, String> COPIED = Map.of(
            "org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory#REALM_INVALIDATION_EVENTS",
            InfinispanCacheRealmProviderFactory.REALM_INVALIDATION_EVENTS,
            "org.keycloak.models.cache.infinispan.InfinispanUserCacheProviderFactory#USER_INVALIDATION_EVENTS",
            InfinispanUserCacheProviderFactory.USER_INVALIDATION_EVENTS,
            AUTHORIZATION + "#AUTHORIZATION_INVALIDATION_EVENTS",
            InfinispanCacheStoreFactoryProviderFactory.AUTHORIZATION_INVALIDATION_EVENTS,
            AUTHORIZATION + "#AUTHORIZATION_CLEAR_CACHE_EVENTS",
            InfinispanCacheStoreFactoryProviderFactory.AUTHORIZATION_CLEAR_CACHE_EVENTS,
            "org.keycloak.keys.infinispan.InfinispanCachePublicKeyProviderFactory#PUBLIC_KEY_STORAGE_INVALIDATION_EVENT",
            InfinispanCachePublicKeyProviderFactory.PUBLIC_KEY_STORAGE_INVALIDATION_EVENT);

    private EventNames() {}
}
