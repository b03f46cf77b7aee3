package io.multiregion.replication.cache;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.Topology;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Environment;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Sees to it that this region's operators can administer each copy, also one that could not be loaded when it had come: a file may have
 * been missing that the realm needs. Asks the database every few seconds which realms have no client of their own name in master.
 */
public final class AdministrationKeeper {

    private static final Logger LOG = Logger.getLogger(AdministrationKeeper.class);
    private static final String TASK = "multi-region-administration";
    private static final long INTERVAL_MILLIS = 5000;
    private static final String WITHOUT =
            "select realm.id from RealmEntity realm where realm.masterAdminClient is null";
    private static final String MISNAMED = "select realm.id from RealmEntity realm, ClientEntity client"
            + " where client.id = realm.masterAdminClient and client.clientId <> concat(realm.name, '-realm')";

    private final Copies copies;
    private final Topology topology;
    private final Set<String> told = new HashSet<>();

    private AdministrationKeeper(Copies copies, Topology topology) {
        this.copies = copies;
        this.topology = topology;
    }

    /** Begins with the server. */
    public static void engage(KeycloakSessionFactory sessions, Copies copies, Topology topology) {
        AdministrationKeeper keeper = new AdministrationKeeper(copies, topology);
        sessions.register(event -> keeper.on(sessions, event));
    }

    private void on(KeycloakSessionFactory sessions, ProviderEvent event) {
        if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session ->
                            session.getProvider(TimerProvider.class).scheduleTask(this::look, INTERVAL_MILLIS, TASK));
        }
    }

    private void look(KeycloakSession session) {
        each(session, WITHOUT, copies::establish);
        each(session, MISNAMED, copies::rename);
    }

    private void each(KeycloakSession session, String query, Consumer<String> work) {
        for (String realmId : found(session, query)) {
            if (topology.of(realmId).filter(AdministrationKeeper::isWhole).isPresent()) {
                attempt(realmId, work);
            }
        }
    }

    private static boolean isWhole(RealmState realm) {
        return realm.isPrimary() || realm.status() != ReplicaStatus.CREATING;
    }

    private static List<String> found(KeycloakSession session, String query) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return database.createQuery(query, String.class).getResultList();
    }

    /** Another node may do the same at the same moment; then one of the two fails, and there is nothing left to do the next time. */
    private void attempt(String realmId, Consumer<String> work) {
        try {
            work.accept(realmId);
            told.remove(realmId);
        } catch (RuntimeException e) {
            if (told.add(realmId)) {
                LOG.infof("this region's operators cannot administer realm %s yet: %s", realmId, e.getMessage());
            }
        }
    }
}
