package io.multiregion.replication.start;

import io.multiregion.engine.node.OtherNodes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.cache.infinispan.events.CacheKeyInvalidatedEvent;

/** The other nodes as Keycloak's cluster reaches them. Many commits in a row make one message. */
final class Wakeups implements OtherNodes {

    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final String LISTENERS = "multi-region-wake";

    /** In the place of a realm's id: it has none of the shape of one. */
    private static final String TRUST = "trusted regions";

    private final KeycloakSessionFactory sessions;
    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private final ExecutorService messenger = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "multi-region-wake");
        thread.setDaemon(true);
        return thread;
    });

    Wakeups(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Listens to the other nodes. An existing event carries the realm's id: it is marshalled in every cluster mode. */
    void start(Listener listener) {
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(ClusterProvider.class).registerListener(LISTENERS, event -> {
                if (event instanceof CacheKeyInvalidatedEvent message) {
                    if (message.getId().equals(TRUST)) {
                        lookAgain(listener::lookAtTrust);
                    } else {
                        listener.heard(message.getId());
                        lookAgain(listener::lookAtRealms);
                    }
                }
            });
        }
    }

    @Override
    public void committed(String realmId) {
        if (pending.add(realmId) && !messenger.isShutdown()) {
            messenger.execute(() -> send(realmId));
        }
    }

    @Override
    public void trustChanged() {
        realmChanged(TRUST);
    }

    @Override
    public void realmChanged(String realmId) {
        if (!messenger.isShutdown()) {
            messenger.execute(() -> send(realmId));
        }
    }

    /** Not on the thread of the cluster's transport, which must not block. */
    private void lookAgain(Runnable look) {
        if (!messenger.isShutdown()) {
            messenger.execute(look);
        }
    }

    private void send(String realmId) {
        pending.remove(realmId);
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(ClusterProvider.class)
                    .notify(LISTENERS, List.of(new CacheKeyInvalidatedEvent(realmId)), true);
        } catch (RuntimeException e) {
            LOG.debugf("the shipping node was not told: %s", e.getMessage());
        }
    }

    void stop() {
        messenger.shutdownNow();
    }
}
