package io.multiregion.replication.once;

import io.multiregion.replication.cache.KeycloaksOwn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What one request has used. It is written as the request's transaction commits; if that is rolled back, in a transaction of its own: here
 * it is used, whatever has become of the request. What was put back by then, as a lock is, was not used.
 */
final class Uses implements UsedOnce.Noted {

    private static final Logger LOG = Logger.getLogger(Uses.class);

    /** Keycloak keeps a nonce of an attestation for half a century. */
    private static final long LONGEST = Duration.ofDays(30).toSeconds();

    private record Use(String id, long seconds) {}

    private final KeycloakSession session;
    private final Map<String, Use> open = new LinkedHashMap<>();

    Uses(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void used(String key, String use, long seconds) {
        if (open.isEmpty()) {
            // its transaction can't join one that is at its end
            session.getProvider(JpaConnectionProvider.class);
            KeycloakTransactionManager request = session.getTransactionManager();
            request.enlistPrepare(new Written());
            request.enlistAfterCompletion(new WrittenApart(session.getKeycloakSessionFactory()));
        }
        open.put(key, new Use(use, Math.min(seconds, LONGEST)));
    }

    private void write(KeycloakSession in) {
        SingleUseObjectProvider stored = KeycloaksOwn.of(in, SingleUseObjectProvider.class);
        RevokedTokenProvider revoked = KeycloaksOwn.of(in, RevokedTokenProvider.class);
        open.forEach((key, use) -> {
            if (stored.contains(key)) {
                revoked.put(use.id(), use.seconds());
            }
        });
    }

    private final class Written extends AbstractKeycloakTransaction {

        @Override
        protected void commitImpl() {
            write(session);
        }

        @Override
        protected void rollbackImpl() {
            // what comes after the completion writes it
        }
    }

    private final class WrittenApart extends AbstractKeycloakTransaction {

        private final KeycloakSessionFactory sessions;

        WrittenApart(KeycloakSessionFactory sessions) {
            this.sessions = sessions;
        }

        @Override
        protected void commitImpl() {
            // written with the request
        }

        @Override
        protected void rollbackImpl() {
            try {
                KeycloakModelUtils.runJobInTransaction(sessions, Uses.this::write);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "what a request has used once is not known to other regions: they may accept it once more (%s)",
                        e.getMessage());
            }
        }
    }
}
