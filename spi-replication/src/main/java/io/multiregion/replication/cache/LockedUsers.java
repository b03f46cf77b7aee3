package io.multiregion.replication.cache;

import io.multiregion.engine.apply.rows.Applied;
import io.multiregion.engine.lockout.FailedSignInRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.connection.SessionWork;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Disables on the primary, as Keycloak would have, whom another region has locked out for good. The lockout itself holds without that: it
 * also ends the sessions' use, and says to administrators why.
 */
public final class LockedUsers {

    private static final Logger LOG = Logger.getLogger(LockedUsers.class);
    private static final int ROWS_PER_QUERY = 500;

    private LockedUsers() {}

    /** Begins to, on another thread, if what another region has told this primary may have locked users. Called after the commit. */
    static void disable(KeycloakSession session, RealmState realm, Applied told) {
        List<String> rows = told.touched().stream()
                .filter(resource -> resource.kind() == Kind.FAILED_SIGN_IN)
                .map(ResourceKey::id)
                .toList();
        if (realm.isReadOnly() || rows.isEmpty()) {
            return;
        }
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        Executor executor = session.getProvider(ExecutorsProvider.class).getExecutor("multi-region-lockouts");
        executor.execute(() -> {
            for (int from = 0; from < rows.size(); from += ROWS_PER_QUERY) {
                disable(sessions, realm.realmId(), rows.subList(from, Math.min(rows.size(), from + ROWS_PER_QUERY)));
            }
        });
    }

    /** All of them, of a realm that this region has become the primary of. Blocks; called on a thread without a transaction. */
    public static void disable(KeycloakSessionFactory sessions, String realmId) {
        disable(sessions, realmId, null);
    }

    private static void disable(KeycloakSessionFactory sessions, String realmId, Collection<String> rows) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null && realm.isBruteForceProtected()) {
                    session.getContext().setRealm(realm);
                    locked(session, realmId, rows).forEach(id -> disable(session, realm, id));
                }
            });
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "realm %s: users whom another region has locked out for good are not disabled here."
                            + " They can't sign in, but they go on with the sessions that they have: disable them",
                    realmId);
        }
    }

    private static List<String> locked(KeycloakSession session, String realmId, Collection<String> rows) {
        Session database = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class);
        return SessionWork.in(database, connection -> FailedSignInRows.locked(connection, realmId, rows));
    }

    private static void disable(KeycloakSession session, RealmModel realm, String id) {
        UserModel user = session.users().getUserById(realm, id);
        if (user != null && user.isEnabled()) {
            user.setEnabled(false);
            user.setSingleAttribute(UserModel.DISABLED_REASON, BruteForceProtector.DISABLED_BY_PERMANENT_LOCKOUT);
            LOG.warnf("realm %s: user %s is disabled: too many failed sign-ins in another region", realm.getName(), id);
        }
    }
}
