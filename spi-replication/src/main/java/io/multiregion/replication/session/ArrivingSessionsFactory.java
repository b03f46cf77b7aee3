package io.multiregion.replication.session;

import io.multiregion.replication.start.MultiRegion;
import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProviderFactory;
import org.keycloak.models.session.UserSessionPersisterProvider;

/** Replaces Keycloak's session store (same id) by one that can wait for a session of another region. */
public final class ArrivingSessionsFactory extends JpaUserSessionPersisterProviderFactory {

    private static final int BATCH = DEFAULT_EXPIRATION_BATCH;

    private int batch = BATCH;

    @Override
    public void init(Config.Scope config) {
        super.init(config);
        batch = Math.max(1, config.getInt("expirationBatch", BATCH));
    }

    @Override
    public UserSessionPersisterProvider create(KeycloakSession session) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return MultiRegion.of(session)
                .<UserSessionPersisterProvider>map(region -> new ArrivingSessions(
                        session,
                        em,
                        batch,
                        new Arrival(
                                region.topology(), region.settings().patience().arrival()),
                        region.capture()))
                .orElseGet(() -> super.create(session));
    }
}
