package io.multiregion.replication.cache;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.sessions.infinispan.entities.EmbeddedClientSessionKey;

/**
 * Takes sessions out of Keycloak's caches. These are distributed: one removal holds on all nodes. The removals of a batch are under way
 * together, so that it waits about as long as for one of them, and not as often as it has sessions. The next request loads the row.
 */
final class SessionEviction {

    /** How many removals are under way at once. */
    private static final int AT_ONCE = 4_000;

    private final Function<String, Cache<Object, Object>> caches;
    private final List<CompletableFuture<?>> underWay = new ArrayList<>();

    /** @param caches Keycloak's caches, by their names */
    SessionEviction(Function<String, Cache<Object, Object>> caches) {
        this.caches = caches;
    }

    /** Returns when all of them are gone. */
    void evict(Applied applied) {
        List<Object> sessions = new ArrayList<>();
        applied.touched().stream()
                .filter(resource -> resource.kind() == Kind.SESSION)
                .forEach(resource -> sessions.add(resource.id()));
        List<Object> clientSessions = new ArrayList<>();
        applied.clientSessions()
                .forEach(one -> clientSessions.add(new EmbeddedClientSessionKey(one.userSessionId(), one.clientId())));
        remove(InfinispanConnectionProvider.USER_SESSION_CACHE_NAME, sessions);
        remove(InfinispanConnectionProvider.OFFLINE_USER_SESSION_CACHE_NAME, sessions);
        remove(InfinispanConnectionProvider.CLIENT_SESSION_CACHE_NAME, clientSessions);
        remove(InfinispanConnectionProvider.OFFLINE_CLIENT_SESSION_CACHE_NAME, clientSessions);
        await();
    }

    private void remove(String name, List<Object> keys) {
        if (keys.isEmpty()) {
            return;
        }
        AdvancedCache<Object, Object> cache =
                caches.apply(name).getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        for (Object key : keys) {
            underWay.add(cache.removeAsync(key));
            if (underWay.size() == AT_ONCE) {
                await();
            }
        }
    }

    private void await() {
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        underWay.clear();
    }
}
