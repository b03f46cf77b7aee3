package io.multiregion.replication.upgrade;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.hibernate.Capture;
import io.multiregion.replication.start.MultiRegion;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Environment;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.storage.datastore.DefaultMigrationManager;
import org.keycloak.timer.TimerProvider;

/**
 * What a migration of Keycloak's has left out. Once this region writes a realm: migrates it, if its role came to this region before its
 * primary was upgraded. It is a change of the new primary's, journalled like all others. Once after the start: adds to this region's own
 * master realm what its admins lack for a copy.
 */
final class OverdueMigrations {

    private static final Logger LOG = Logger.getLogger(OverdueMigrations.class);
    private static final String TASK = "multi-region-overdue-migrations";
    private static final long INTERVAL_MILLIS = 2000;

    private final KeycloakSessionFactory sessions;
    private final Set<String> told = new HashSet<>();
    private Set<String> seen = Set.of();
    private boolean administered;

    private OverdueMigrations(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Begins with the server. */
    static void engage(KeycloakSessionFactory sessions) {
        sessions.register(new OverdueMigrations(sessions)::on);
    }

    private void on(ProviderEvent event) {
        if (event instanceof PostMigrationEvent
                && !Environment.isNonServerMode()
                && MultiRegion.of(sessions).isPresent()) {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session ->
                            session.getProvider(TimerProvider.class).scheduleTask(this::look, INTERVAL_MILLIS, TASK));
        }
    }

    /** Asks the database only when the set of realms that are written here has changed. */
    private void look(KeycloakSession session) {
        MultiRegion region = MultiRegion.of(sessions).orElseThrow();
        if (!administered) {
            administered = administer(session, region.topology());
        }
        Set<String> written = region.topology().all().stream()
                .filter(realm -> realm.isPrimary() && !realm.isReadOnly())
                .map(RealmState::realmId)
                .collect(Collectors.toSet());
        if (written.equals(seen)) {
            return;
        }
        Map<String, String> versions = SessionWork.in(hibernate(session), ModelRows::all);
        boolean all = true;
        for (String realmId : written) {
            String version = versions.get(realmId);
            if (Upgrade.isOlder(version)) {
                all &= migrate(region.capture(), realmId, version);
            }
        }
        seen = all ? written : null;
    }

    private boolean migrate(Capture capture, String realmId, String version) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, session -> migrate(session, capture, realmId, version));
            told.remove(realmId);
            return true;
        } catch (RuntimeException e) {
            if (told.add(realmId)) {
                LOG.errorf(e, "the realm %s is not migrated from %s yet, trying again", realmId, version);
            }
            return false;
        }
    }

    /** Another node may add the same roles at the same moment; then one of the two fails, and there is nothing left to do the next time. */
    private boolean administer(KeycloakSession session, Topology topology) {
        boolean all = true;
        for (String realmId : LocalRoles.lacking(session)) {
            if (topology.secondary(realmId).isPresent()) {
                try {
                    KeycloakModelUtils.runJobInTransaction(sessions, own -> LocalRoles.complete(own, realmId));
                } catch (RuntimeException e) {
                    LOG.debugf(e, "the admins of this region lack roles for the copy %s, trying again", realmId);
                    all = false;
                }
            }
        }
        return all;
    }

    private static void migrate(KeycloakSession session, Capture capture, String realmId, String version) {
        Session hibernate = hibernate(session);
        if (!SessionWork.in(
                hibernate, connection -> ModelRows.advance(connection, realmId, version, Upgrade.CURRENT.toString()))) {
            return;
        }
        LOG.infof("this region writes realm %s now: it is migrated from %s to %s", realmId, version, Upgrade.CURRENT);
        capture.changed(
                (SharedSessionContractImplementor) hibernate,
                "MR_MODEL",
                new ResourceKey(Kind.REALM, realmId),
                realmId);
        new DefaultMigrationManager(MigrationView.of(session, realmId, version), true).migrate();
    }

    private static Session hibernate(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
    }
}
