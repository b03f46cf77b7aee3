package io.multiregion.replication.access;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Sees to it that realms have the {@link OperatorRoles}: new ones as they are made, older ones after the start and whenever this
 * region has become the writer of another realm. Copies get them from their primary.
 */
public final class OperatorRoleKeeper {

    private static final Logger LOG = Logger.getLogger(OperatorRoleKeeper.class);
    private static final String TASK = "multi-region-roles";
    private static final long INTERVAL_MILLIS = 2000;

    private static final String WITHOUT =
            " and not exists (select role from RoleEntity role where role.clientId = %s" + " and role.name = :name)";
    private static final String REALMS =
            "select client.realmId from ClientEntity client where client.clientId = :client"
                    + WITHOUT.formatted("client.id");
    private static final String CLIENTS_IN_MASTER = "select realm.masterAdminClient from RealmEntity realm"
            + " where realm.masterAdminClient is not null" + WITHOUT.formatted("realm.masterAdminClient");

    private final KeycloakSessionFactory sessions;
    private final Topology topology;
    private final Set<String> told = new HashSet<>();
    private Set<String> seen;

    private OperatorRoleKeeper(KeycloakSessionFactory sessions, Topology topology) {
        this.sessions = sessions;
        this.topology = topology;
    }

    /** Begins with the server. */
    public static void engage(KeycloakSessionFactory sessions, Topology topology) {
        sessions.register(new OperatorRoleKeeper(sessions, topology)::on);
    }

    private void on(ProviderEvent event) {
        RoleGrants.on(event);
        if (event instanceof RealmModel.RealmPostCreateEvent created) {
            OperatorRoles.establishInMaster(created.getCreatedRealm().getMasterAdminClient());
            OperatorRoles.establish(created.getCreatedRealm());
        } else if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session ->
                            session.getProvider(TimerProvider.class).scheduleTask(this::look, INTERVAL_MILLIS, TASK));
        }
    }

    /** Asks the database only when the set of realms that are written here has changed. */
    private void look(KeycloakSession session) {
        Set<String> written = topology.all().stream()
                .filter(realm -> !realm.isReadOnly())
                .map(RealmState::realmId)
                .collect(Collectors.toSet());
        if (written.equals(seen)) {
            return;
        }
        boolean all = true;
        for (String clientId : missing(session, CLIENTS_IN_MASTER, null)) {
            all &= add(clientId, own -> inMaster(own, clientId));
        }
        for (String realmId : missing(session, REALMS, Constants.REALM_MANAGEMENT_CLIENT_ID)) {
            if (topology.of(realmId).isEmpty() || written.contains(realmId)) {
                all &= add(realmId, own -> inRealm(own, realmId));
            }
        }
        seen = all ? written : null;
    }

    private static Set<String> missing(KeycloakSession session, String query, String client) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        Set<String> realms = new HashSet<>();
        for (String name : OperatorRoles.ALL) {
            var without = database.createQuery(query, String.class).setParameter("name", name);
            List<String> found = (client == null ? without : without.setParameter("client", client)).getResultList();
            realms.addAll(found);
        }
        return realms;
    }

    /** In the name of the master realm: the client of a copy is this region's own. */
    private static void inMaster(KeycloakSession session, String clientId) {
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        session.getContext().setRealm(master);
        OperatorRoles.establishInMaster(master.getClientById(clientId));
    }

    private static void inRealm(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm != null) {
            session.getContext().setRealm(realm);
            OperatorRoles.establish(realm);
        }
    }

    /** Another node may add them at the same moment; then one of the two fails, and there is nothing left to do the next time. */
    private boolean add(String where, KeycloakSessionTask task) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, task);
            told.remove(where);
            return true;
        } catch (RuntimeException e) {
            if (told.add(where)) {
                LOG.infof("%s has no operator roles yet, trying again: %s", where, e.getMessage());
            }
            return false;
        }
    }
}
