package io.multiregion.replication.upgrade;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.hibernate.Capture;
import io.multiregion.replication.start.MultiRegion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.storage.datastore.DefaultMigrationManager;

/**
 * Keycloak's migration of its model at the start of a newer version, in one transaction with all that follows from it.
 *
 * <p>Copies are left alone: they get the rows that their primary migrates. What is written to a realm that this region is the primary of is
 * journalled like any change (promise A). Rows that statements of the schema's update have changed are in no journal, so all replicas are
 * compared and repaired before they count as level, and so is each copy here.
 */
final class CapturedMigration extends DefaultMigrationManager {

    private static final Logger LOG = Logger.getLogger(CapturedMigration.class);

    private final KeycloakSession session;
    private final boolean toSnapshot;

    CapturedMigration(KeycloakSession session, boolean toSnapshot) {
        super(session, toSnapshot);
        this.session = session;
        this.toSnapshot = toSnapshot;
    }

    @Override
    public void migrate() {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        Upgrade upgrade = Apart.call(() -> Upgrade.of(sessions));
        if (!upgrade.isDue()) {
            super.migrate();
            return;
        }
        LOG.infof(
                "Keycloak migrates its model from %s, replicated realms where they are written: %s",
                upgrade.from(), upgrade);
        Optional<Capture> capture =
                Apart.call(() -> MultiRegion.armed(sessions)).map(MultiRegion::capture);
        Runnable migration = () -> migrate(upgrade, capture);
        capture.ifPresentOrElse(captured -> captured.migrating(migration), migration);
    }

    private void migrate(Upgrade upgrade, Optional<Capture> capture) {
        new DefaultMigrationManager(
                        MigrationView.without(session, upgrade.secondaries().keySet()), toSnapshot)
                .migrate();
        Session hibernate = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
        hibernate.flush();
        SessionWork.in(hibernate, connection -> {
            note(connection, upgrade);
            return null;
        });
        capture.ifPresent(captured -> upgrade.primaries()
                .keySet()
                .forEach(realmId -> captured.changed(
                        (SharedSessionContractImplementor) hibernate,
                        "MR_MODEL",
                        new ResourceKey(Kind.REALM, realmId),
                        realmId)));
    }

    private static void note(Connection connection, Upgrade upgrade) throws SQLException {
        for (String realmId : upgrade.primaries().keySet()) {
            ModelRows.set(connection, realmId, Upgrade.CURRENT.toString());
            for (ReplicaState replica : ReplicaRows.of(connection, realmId)) {
                ReplicaRows.askRepair(connection, realmId, replica.region());
            }
        }
        for (String realmId : upgrade.secondaries().keySet()) {
            StreamRows.doubt(connection, realmId);
        }
    }
}
