package io.multiregion.replication.start;

import io.multiregion.engine.node.OtherNodes;
import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.Merged;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.cache.CachePublicKeyProvider;
import org.keycloak.models.cache.infinispan.events.CacheKeyInvalidatedEvent;

/** The other nodes, told by messages of Keycloak's cluster. */
final class ClusterNodes implements OtherNodes {

    private static final Logger LOG = Logger.getLogger(ClusterNodes.class);
    private static final String LISTENERS = "multi-region-wake";

    /** In the place of a realm's id: neither has the shape of one. */
    private static final String TRUST = "trusted regions";

    private static final String PARCELS = "messages that are fetched";

    /** Before a region's name and a realm's id, which may have any letters, after a space, which a region's name never has. */
    private static final String AGAIN = "try again: ";

    private final KeycloakSessionFactory sessions;
    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private final Crew messenger = Crew.one("multi-region-wake");

    ClusterNodes(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /**
     * Listens to the other nodes, and looks once at what many have told. An existing event carries the realm's id: it is marshalled in
     * every cluster mode.
     */
    void listen(Listener listener) {
        Merged realms = new Merged(messenger, listener::lookAtRealms);
        Merged trust = new Merged(messenger, listener::lookAtTrust);
        try (KeycloakSession session = sessions.create()) {
            // Keycloak listens to evictions of public keys only once somebody has cleared that cache on this node
            session.getProvider(CachePublicKeyProvider.class);
            session.getProvider(ClusterProvider.class).registerListener(LISTENERS, event -> {
                if (event instanceof CacheKeyInvalidatedEvent message) {
                    if (message.getId().equals(TRUST)) {
                        trust.ask();
                    } else if (message.getId().equals(PARCELS)) {
                        listener.parcels();
                    } else if (message.getId().startsWith(AGAIN)) {
                        String[] which =
                                message.getId().substring(AGAIN.length()).split(" ", 2);
                        listener.tryAgain(which[1], which[0]);
                    } else {
                        listener.heard(message.getId());
                        realms.ask();
                    }
                }
            });
        }
    }

    @Override
    public void committed(String realmId) {
        tell(realmId);
    }

    @Override
    public void realmChanged(String realmId) {
        tell(realmId);
    }

    @Override
    public void trustChanged() {
        tell(TRUST);
    }

    @Override
    public void tryAgain(String realmId, String region) {
        tell(AGAIN + region + " " + realmId);
    }

    @Override
    public void parcels() {
        tell(PARCELS);
    }

    @Override
    public int servers() {
        try (KeycloakSession session = sessions.create()) {
            Collection<?> members = session.getProvider(InfinispanConnectionProvider.class)
                    .getCache(InfinispanConnectionProvider.WORK_CACHE_NAME)
                    .getCacheManager()
                    .getMembers();
            return members == null ? 1 : members.size();
        } catch (RuntimeException e) {
            LOG.debugf("how many servers there are is not known: %s", e.getMessage());
            return 0;
        }
    }

    /** Neither on the thread of the cluster's transport, which must not block, nor on a writer's; once for all who tell the same. */
    private void tell(String id) {
        if (pending.add(id)) {
            try {
                messenger.execute(() -> send(id));
            } catch (RejectedExecutionException e) {
                LOG.debug("this node stops: the other nodes are not told any more");
            }
        }
    }

    private void send(String id) {
        pending.remove(id);
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(ClusterProvider.class)
                    .notify(LISTENERS, List.of(new CacheKeyInvalidatedEvent(id)), true);
        } catch (RuntimeException e) {
            LOG.debugf("the other nodes were not told: %s", e.getMessage());
        }
    }

    void stop() {
        messenger.stopNow();
    }
}
