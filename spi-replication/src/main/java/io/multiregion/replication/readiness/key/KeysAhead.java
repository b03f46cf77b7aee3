package io.multiregion.replication.readiness.key;

import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Environment;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Has the primary of a realm make the keys that the realm will need, so that a copy never has to: in the transaction that changes a
 * client, so that they are shipped with it, and by a look from time to time for all else, as when the first replica is made.
 */
public final class KeysAhead {

    private static final Logger LOG = Logger.getLogger(KeysAhead.class);
    private static final String TASK = "multi-region-keys";
    private static final long INTERVAL_MILLIS = 15_000;

    /** What was tried once and cannot be made: not again before the next start. */
    private static final Set<String> VAIN = ConcurrentHashMap.newKeySet();

    private final KeycloakSessionFactory sessions;
    private final Topology topology;
    private final DataKeys dataKeys;

    private KeysAhead(KeycloakSessionFactory sessions, Topology topology, DataKeys dataKeys) {
        this.sessions = sessions;
        this.topology = topology;
        this.dataKeys = dataKeys;
    }

    /** Begins with the server. */
    public static void engage(KeycloakSessionFactory sessions, Topology topology, DataKeys dataKeys) {
        sessions.register(new KeysAhead(sessions, topology, dataKeys)::on);
    }

    private void on(ProviderEvent event) {
        if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            RealmModel realm = updated.getUpdatedClient().getRealm();
            if (topology.of(realm.getId()).filter(this::isWritten).isPresent()) {
                make(
                        updated.getKeycloakSession(),
                        realm,
                        WantedKeys.missing(updated.getKeycloakSession(), updated.getUpdatedClient()));
            }
        } else if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session ->
                            session.getProvider(TimerProvider.class).scheduleTask(this::look, INTERVAL_MILLIS, TASK));
        }
    }

    /** Not while the keys that are there are sealed and cannot be opened: they would seem to be missing. */
    private boolean isWritten(RealmState realm) {
        return realm.isPrimary()
                && !realm.isReadOnly()
                && dataKeys.refusal(realm.realmId()).isEmpty();
    }

    private void look(KeycloakSession session) {
        topology.all().stream().filter(this::isWritten).map(RealmState::realmId).forEach(this::look);
    }

    private void look(String realmId) {
        try {
            makeNow(sessions, realmId);
        } catch (RuntimeException e) {
            LOG.debugf(e, "keys of realm %s could not be made beforehand", realmId);
        }
    }

    /**
     * Makes all that are missing of a realm that is written here, in a transaction of its own. Another node may do the same at the same
     * moment: then there are two, and all take the same one.
     *
     * @throws RuntimeException if the realm cannot be loaded, or not be written now
     */
    public static void makeNow(KeycloakSessionFactory sessions, String realmId) {
        KeycloakModelUtils.runJobInTransaction(sessions, own -> {
            RealmModel realm = own.realms().getRealm(realmId);
            if (realm != null) {
                own.getContext().setRealm(realm);
                make(own, realm, WantedKeys.missing(own, realm));
            }
        });
    }

    private static void make(KeycloakSession session, RealmModel realm, List<WantedKey> missing) {
        for (WantedKey key : missing) {
            String asked = realm.getId() + " " + key.use() + " " + key.algorithm();
            try {
                if (!VAIN.contains(asked)) {
                    key.make(session, realm);
                    LOG.infof("realm %s has a key for %s now, for %s", realm.getName(), key.algorithm(), key.where());
                }
            } catch (RuntimeException e) {
                VAIN.add(asked);
                LOG.infof(
                        "realm %s gets no key for %s before its first use, which is by %s: %s",
                        realm.getName(), key.algorithm(), key.where(), e.getMessage());
            }
        }
    }
}
