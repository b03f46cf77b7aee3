package io.multiregion.replication.secret;

import io.multiregion.replication.capture.Capture;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.resource.Kind;
import io.multiregion.replication.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Decides whether a realm's secrets are sealed, and with which data key. Called on threads without a transaction; what is stored
 * already is brought to it by {@link Resealing}.
 */
public final class Sealing {

    private final KeycloakSessionFactory sessions;
    private final Connections connections;
    private final Capture capture;
    private final DataKeys keys;
    private final Clock clock;

    public Sealing(
            KeycloakSessionFactory sessions, Connections connections, Capture capture, DataKeys keys, Clock clock) {
        this.sessions = sessions;
        this.connections = connections;
        this.capture = capture;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Seals from now on; nothing happens where it is so already.
     *
     * @throws io.multiregion.key.KeyException if the customer-managed key cannot wrap the new data key
     * @throws io.multiregion.replication.guard.ReadOnlyRegionException if this region may not change the realm
     */
    public void on(String realmId) {
        if (rows(realmId).stream().noneMatch(row -> row.status() == DataKeyStatus.ACTIVE)) {
            rotate(realmId);
        }
    }

    /** Stores in the clear from now on. */
    public void off(String realmId) {
        change(realmId, connection -> retire(connection, realmId));
    }

    /** Seals with a new data key from now on. Throws as {@link #on}. */
    public void rotate(String realmId) {
        DataKeyRow made = keys.make(realmId);
        change(realmId, connection -> {
            retire(connection, realmId);
            DataKeyRows.insert(connection, made);
        });
    }

    private static void retire(Connection connection, String realmId) throws SQLException {
        for (DataKeyRow row : DataKeyRows.of(connection, realmId)) {
            if (row.status() == DataKeyStatus.ACTIVE) {
                DataKeyRows.setStatus(connection, row.id(), DataKeyStatus.FORMER);
            }
        }
    }

    /**
     * Destroys the data keys of a realm, here and by replication in all regions: nothing that they sealed can be read again, in no
     * backup either. What waits here to be applied or decided about goes with them.
     */
    public void destroy(String realmId) {
        change(realmId, connection -> {
            for (DataKeyRow row : DataKeyRows.of(connection, realmId)) {
                DataKeyRows.destroy(connection, row);
            }
            Sql.update(connection, "delete from MR_DIVERGENCE where REALM_ID = ?", realmId);
            Sql.update(connection, "delete from MR_PART where REALM_ID = ?", realmId);
        });
    }

    /**
     * All that is stored is what it is to be: says so of the active key, and removes former ones. Those stay while there are divergences,
     * which may be sealed with them.
     */
    void settle(String realmId) {
        boolean diverged = connections.transaction(
                connection -> Sql.first(connection, "select 1 from MR_DIVERGENCE where REALM_ID = ?", row -> 1, realmId)
                        .isPresent());
        List<DataKeyRow> unsettled = rows(realmId).stream()
                .filter(row -> row.status() == DataKeyStatus.ACTIVE && row.completedAt() == 0
                        || row.status() == DataKeyStatus.FORMER && !diverged)
                .toList();
        if (!unsettled.isEmpty()) {
            change(realmId, connection -> {
                for (DataKeyRow row : unsettled) {
                    if (row.status() == DataKeyStatus.ACTIVE) {
                        DataKeyRows.complete(connection, row.id(), clock.millis());
                    } else {
                        DataKeyRows.delete(connection, row.id());
                    }
                }
            });
        }
    }

    /** The data keys of a realm, oldest first. */
    public List<DataKeyRow> rows(String realmId) {
        return connections.transaction(connection -> DataKeyRows.of(connection, realmId));
    }

    private interface Work {
        void in(Connection connection) throws SQLException;
    }

    private void change(String realmId, Work work) {
        inTransaction((session, connection) -> {
            List<DataKeyRow> before = DataKeyRows.of(connection, realmId);
            work.in(connection);
            List<DataKeyRow> after = DataKeyRows.of(connection, realmId);
            before.forEach(row -> changed(session, realmId, row));
            after.forEach(row -> changed(session, realmId, row));
        });
        keys.lookNow();
    }

    private void changed(SharedSessionContractImplementor session, String realmId, DataKeyRow row) {
        capture.changed(session, "MR_DATA_KEY", new ResourceKey(Kind.DATA_KEY, row.id()), realmId);
    }

    /** Work in a transaction of Keycloak's own, whose changes are captured where they are told. */
    interface InTransaction {
        void in(SharedSessionContractImplementor session, Connection connection) throws SQLException;
    }

    void inTransaction(InTransaction work) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            Session hibernate = session.getProvider(JpaConnectionProvider.class)
                    .getEntityManager()
                    .unwrap(Session.class);
            hibernate.doWork(connection -> work.in((SharedSessionContractImplementor) hibernate, connection));
        });
    }
}
