package io.multiregion.replication.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.sessions.infinispan.entities.EmbeddedClientSessionKey;

/** The sessions of a batch leave the caches together: a removal that takes long does not make the others wait for their turn. */
final class SessionEvictionTest {

    private static final int SESSIONS = 500;
    private static final List<String> CACHES = List.of(
            InfinispanConnectionProvider.USER_SESSION_CACHE_NAME,
            InfinispanConnectionProvider.OFFLINE_USER_SESSION_CACHE_NAME,
            InfinispanConnectionProvider.CLIENT_SESSION_CACHE_NAME,
            InfinispanConnectionProvider.OFFLINE_CLIENT_SESSION_CACHE_NAME);

    private final DefaultCacheManager manager = new DefaultCacheManager(
            new GlobalConfigurationBuilder().nonClusteredDefault().build());
    private final AtomicInteger toBegin = new AtomicInteger(CACHES.size() * SESSIONS);
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    /** In one cache: no removal comes to its end before those of all caches have begun. */
    private final class Together extends BaseAsyncInterceptor {

        @Override
        public Object visitCommand(InvocationContext context, VisitableCommand command) {
            if (!(command instanceof RemoveCommand)) {
                return invokeNext(context, command);
            }
            if (toBegin.decrementAndGet() == 0) {
                begun.complete(null);
            }
            return asyncInvokeNext(context, command, begun);
        }
    }

    @BeforeEach
    void fill() {
        for (String name : CACHES) {
            manager.defineConfiguration(name, new ConfigurationBuilder().build());
            var cache = manager.getCache(name).getAdvancedCache();
            ComponentRegistry.componentOf(cache, AsyncInterceptorChain.class).addInterceptor(new Together(), 0);
            cache.put("another", "stays");
            for (int i = 0; i < SESSIONS; i++) {
                cache.put("session-" + i, "a session");
                cache.put(new EmbeddedClientSessionKey("session-" + i, "a client"), "a client session");
            }
        }
    }

    @AfterEach
    void stop() {
        manager.stop();
    }

    @Test
    void theyLeaveTogether() {
        Set<ResourceKey> touched = new LinkedHashSet<>();
        Set<Applied.ClientSession> clientSessions = new LinkedHashSet<>();
        touched.add(new ResourceKey(Kind.USER, "another"));
        for (int i = 0; i < SESSIONS; i++) {
            touched.add(new ResourceKey(Kind.SESSION, "session-" + i));
            clientSessions.add(new Applied.ClientSession("session-" + i, "a client"));
        }
        Applied applied = new Applied(touched, Map.of(), clientSessions, Set.of(), Set.of(), Set.of(), 0);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> new SessionEviction(manager::getCache).evict(applied));
        for (String name : CACHES) {
            assertEquals(1 + SESSIONS, manager.getCache(name).size(), name);
            assertEquals("stays", manager.getCache(name).get("another"));
        }
    }
}
