package io.multiregion.replication.cache;

import io.multiregion.engine.apply.Copies;
import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.connection.SessionWork;
import io.multiregion.replication.hibernate.Capture;
import java.sql.Connection;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Copies as Keycloak has them, each call in a session of its own. */
public final class KeycloakCopies implements Copies {

    private final KeycloakSessionFactory sessions;
    private final Capture capture;

    public KeycloakCopies(KeycloakSessionFactory sessions, Capture capture) {
        this.sessions = sessions;
        this.capture = capture;
    }

    @Override
    public <T> T transaction(Work<T> work) {
        return capture.suspended(() -> KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                session -> SessionWork.durably(
                        session.getProvider(JpaConnectionProvider.class)
                                .getEntityManager()
                                .unwrap(Session.class),
                        connection -> work.in(new InSession(session, connection)))));
    }

    private record InSession(KeycloakSession session, Connection connection) implements Transaction {

        @Override
        public void revoke(String tokenId, long seconds) {
            KeycloaksOwn.of(session, RevokedTokenProvider.class).put(tokenId, seconds);
        }

        @Override
        public void evictAfterCommit(RealmState realm, Applied applied) {
            CacheEviction eviction = new CacheEviction(session, realm.realmId(), realm.realmName());
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    eviction.evict(applied);
                    LockedUsers.disable(session, realm, applied);
                }

                @Override
                protected void rollbackImpl() {
                    // nothing changed, so nothing is stale
                }
            });
        }
    }

    @Override
    public void establish(String realmId) {
        inSession(session -> LocalAdministration.establish(session, realmId));
    }

    @Override
    public void rename(String realmId) {
        inSession(session -> LocalAdministration.rename(session, realmId));
    }

    @Override
    public void remove(String realmId) {
        inSession(session -> LocalAdministration.removeRealm(session, realmId));
    }

    private void inSession(Consumer<KeycloakSession> work) {
        capture.suspended(() -> {
            KeycloakModelUtils.runJobInTransaction(sessions, work::accept);
            return null;
        });
    }
}
