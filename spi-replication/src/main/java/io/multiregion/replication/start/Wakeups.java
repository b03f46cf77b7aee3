package io.multiregion.replication.start;

import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.Shipper;
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

/**
 * Tells the node that ships of a commit: directly if it is this one, else by a cluster message. Many commits in a row make one
 * message. A message that gets lost costs a second: the shipper looks by itself.
 */
final class Wakeups {

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
    private Shipper shipper;
    private Topology topology;
    private Runnable lookAtTrust;

    Wakeups(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** @param lookAtTrust reads again whom the database trusts; blocks */
    void to(Shipper shipper, Topology topology, Runnable lookAtTrust) {
        this.shipper = shipper;
        this.topology = topology;
        this.lookAtTrust = lookAtTrust;
    }

    /** Listens to the other nodes. An existing event carries the realm's id: it is marshalled in every cluster mode. */
    void start() {
        try (KeycloakSession session = sessions.create()) {
            session.getProvider(ClusterProvider.class).registerListener(LISTENERS, event -> {
                if (event instanceof CacheKeyInvalidatedEvent message) {
                    if (message.getId().equals(TRUST)) {
                        lookAgain(lookAtTrust);
                    } else {
                        shipper.wake(message.getId());
                        lookAgain(topology::refresh);
                    }
                }
            });
        }
    }

    /** After a commit, on the writer's thread: must not block. */
    void committed(String realmId) {
        if (shipper.isLeading()) {
            shipper.wake(realmId);
        } else if (pending.add(realmId) && !messenger.isShutdown()) {
            messenger.execute(() -> send(realmId));
        }
    }

    /** Tells all other nodes that another region is trusted, or no longer is. */
    void tellOfTrust() {
        tell(TRUST);
    }

    /** Tells all other nodes that a realm's role or standing has changed. */
    void tell(String realmId) {
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
