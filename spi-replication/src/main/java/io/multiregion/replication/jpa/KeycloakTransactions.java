package io.multiregion.replication.jpa;

import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.hibernate.Capture;
import java.sql.Connection;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Transactions of Keycloak's own, each in a session of its own. */
public final class KeycloakTransactions implements CapturedTransactions {

    private final KeycloakSessionFactory sessions;
    private final Capture capture;

    public KeycloakTransactions(KeycloakSessionFactory sessions, Capture capture) {
        this.sessions = sessions;
        this.capture = capture;
    }

    @Override
    public void run(Work work) {
        KeycloakModelUtils.runJobInTransaction(sessions, session -> {
            Session hibernate = session.getProvider(JpaConnectionProvider.class)
                    .getEntityManager()
                    .unwrap(Session.class);
            SessionWork.in(hibernate, connection -> {
                work.in(new Told(capture, (SharedSessionContractImplementor) hibernate, connection));
                return null;
            });
        });
    }

    private record Told(Capture capture, SharedSessionContractImplementor session, Connection connection)
            implements Transaction {

        @Override
        public void changed(String table, ResourceKey resource, String realmId) {
            capture.changed(session, table, resource, realmId);
        }
    }
}
